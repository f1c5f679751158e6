package web

import (
	"strings"

	"github.com/gin-gonic/gin"
)

// messages are what a reader is told of a failure, by its code: Italian, English.
var messages = map[string][2]string{
	"not_found":          {"Non l'abbiamo trovato: controlla l'indirizzo, o torna all'inizio.", "We could not find that: check the address, or go back to the start."},
	"method_not_allowed": {"Questo indirizzo non accetta la richiesta.", "This address does not take that kind of request."},
	"empty":              {"Scrivi qualcosa prima di inviare.", "Write something before you send."},
	"too_long":           {"Il testo è troppo lungo: accorcialo, o dividilo in più messaggi.", "The text is too long: shorten it, or split it into several messages."},
	"bad_text":           {"Il testo contiene caratteri che non possiamo leggere: riscrivilo.", "The text has characters we cannot read: please write it again."},
	"client_id":          {"Questo messaggio è già stato inviato con un altro testo: ricarica la pagina.", "This message was already sent with another text: reload the page."},
	"invalid":            {"Un valore non è ammesso: controlla e riprova.", "A value is not allowed: check it and try again."},
	"invalid_user":       {"Controlla i dati dell'utente: nome, accesso, password (almeno 12 caratteri) e ruoli.", "Check the user's data: name, login, password (at least 12 characters) and roles."},
	"bad_request":        {"La richiesta non è leggibile.", "The request cannot be read."},
	"too_large":          {"La richiesta è troppo grande.", "The request is too large."},
	"no_room":            {"In questo momento c'è troppa fila: aspetteresti più di quanto promettiamo. Scegli un'altra strada qui sotto.", "The line is too long right now: you would wait longer than we promise. Choose another way below."},
	"booked":             {"Qualcuno ha appena prenotato quell'orario: scegline un altro.", "Somebody has just booked that time: choose another."},
	"taken":              {"Un altro operatore ha già preso questa chat.", "Another operator has already taken this chat."},
	"at_capacity":        {"Hai già tutte le chat che puoi seguire: chiudine una, o passala.", "You already have as many chats as you can follow: close one, or hand it on."},
	"not_your_queue":     {"Questa chat è in una coda che non segui, o aspetta il secondo livello.", "This chat is in a queue that is not yours, or waits for the second level."},
	"student_gone":       {"Lo studente ora non è collegato: la chat tiene il posto e torna disponibile quando rientra.", "The student is not connected now: the chat keeps its place and can be taken when they are back."},
	"operator_absent":    {"Questo operatore ora non è al banco: scegline un altro.", "This operator is not at the desk now: choose another."},
	"no_second_level":    {"Nessun operatore di secondo livello segue questa coda: scegline un'altra.", "No second-level operator serves this queue: choose another."},
	"not_escalated":      {"Questa chat non arriva dal primo livello: passala a un'altra coda.", "This chat did not come from the first level: pass it to another queue."},
	"not_yours":          {"Non hai in carico questa chat.", "You do not have this chat."},
	"closed":             {"Questa chat è chiusa. Se serve, aprine una nuova.", "This chat is closed. If you need to, open a new one."},
	"stale":              {"Nel frattempo qualcun altro ha fatto una modifica: confronta e salva di nuovo.", "Somebody else has made a change meanwhile: compare and save again."},
	"reason":             {"Scrivi il motivo in poche parole (al massimo 500 caratteri).", "Give the reason in a few words (500 characters at most)."},
	"too_many":           {"Ce ne sono già quanti ne sono ammessi: togli quelli che non servono più.", "There are already as many as allowed: remove those that are no longer needed."},
	"notice_over":        {"L'avviso è finito o ritirato: prima cambia le date, o ripristinalo.", "The notice is over or withdrawn: change its dates first, or restore it."},
	"notice_mailed":      {"Questo avviso è già stato inviato: se è cambiato molto, fanne uno nuovo.", "This notice has been sent already: if much has changed, make a new one."},
	"address":            {"L'indirizzo e-mail o il numero non sembra completo: controllalo.", "The e-mail address or number does not look complete: check it."},
	"code":               {"Il codice non è giusto, o non vale più: controllalo, o chiedine un altro.", "The code is not right, or no longer holds: check it, or ask for another."},
	"costly":             {"Lo riceverebbero più persone di quante se ne possono raggiungere per SMS: scegli gli argomenti, o chiedi all'amministratore di alzare il limite.", "More people would get it than SMS may be sent to: choose topics, or ask the administrator to raise the limit."},
	"signature":          {"La richiesta non è firmata dal servizio degli SMS.", "The request is not signed by the SMS gateway."},
	"no_sms":             {"L'invio per SMS non è attivo: lo configura l'amministratore.", "Sending by SMS is not set up: the administrator can do so."},
	"no_mail":            {"L'invio per e-mail non è attivo: lo configura l'amministratore.", "Sending by e-mail is not set up: the administrator can do so."},
	"canned_name":        {"Il nome breve può avere solo lettere, cifre, trattini e trattini bassi, al massimo 40, senza spazi.", "The short name may have only letters, digits, hyphens and underscores, 40 at most, and no spaces."},
	"name_taken":         {"In questa lingua e per questa coda c'è già una risposta con questo nome: scegline un altro.", "There is already a reply of this name in this language and for this queue: choose another."},
	"variable":           {"Una variabile tra parentesi graffe non esiste.", "There is no such variable in braces."},
	"file_type":          {"Puoi allegare PDF e immagini JPEG, PNG, GIF o WebP. Se il file è di altro tipo, salvalo come PDF.", "You can attach PDFs and JPEG, PNG, GIF or WebP pictures. If the file is of another kind, save it as a PDF."},
	"file_large":         {"Il file supera i 10 MB: prova a ridurlo, o a dividerlo.", "The file is larger than 10 MB: try to make it smaller, or to split it."},
	"files_full":         {"In questa conversazione ci sono già troppi allegati: descrivi a parole quello che manca.", "This conversation already has too many attachments: say in words what is missing."},
	"picture_broken":     {"L'immagine non si apre: forse è incompleta. Prova a salvarla di nuovo, o a fare uno screenshot.", "The picture cannot be opened: it may be incomplete. Try to save it again, or take a screenshot."},
	"picture_bytes":      {"L'immagine supera i 10 MB: riducila e riprova.", "The picture is larger than 10 MB: make it smaller and try again."},
	"picture_large":      {"L'immagine ha troppi pixel (più di 25 milioni): riducila e riprova.", "The picture has too many pixels (more than 25 million): make it smaller and try again."},
	"too_late":           {"È passato troppo tempo dalla fine della chat: la valutazione non si può più cambiare.", "Too much time has passed since the chat ended: the rating can no longer be changed."},
	"scheduled":          {"Questa bozza è in programma per la pubblicazione: toglila dal programma per modificarla.", "This draft is scheduled for publication: take it off the schedule to change it."},
	"has_draft":          {"Questa voce ha una bozza: pubblicala o eliminala, poi archivia.", "This entry has a draft: publish or delete it first, then archive."},
	"replaced":           {"La voce che questa sostituisce è cambiata nel frattempo, o ha una bozza: guardala, e rifai l'unione.", "The entry that this one replaces has changed meanwhile, or has a draft: look at it, and merge them again."},
	"problems":           {"Il testo ha dei problemi: correggili e salva di nuovo.", "The text has problems: mend them and save again."},
	"folder":             {"Le voci vengono da una cartella di file, controllata in continuazione: modificale lì e saranno pubblicate da sole.", "The entries come from a folder of files that is watched all the time: change them there, and they are published by themselves."},
	"intake_large":       {"Il file supera gli 8 MB, o li supera una volta aperto: dividilo e importa le parti una alla volta.", "The file is larger than 8 MB, or becomes so when it is opened: split it and import the parts one by one."},
	"intake_many":        {"Il file ha più di 500 domande: dividilo e importa le parti una alla volta.", "The file has more than 500 questions: split it and import the parts one by one."},
	"intake_kind":        {"Non è un file che sappiamo leggere: serve un foglio di calcolo (XLSX, ODS o CSV) o una pagina HTML.", "This is not a file that we can read: it must be a spreadsheet (XLSX, ODS or CSV) or an HTML page."},
	"intake_xls":         {"È un file del vecchio Excel (.xls): aprilo, salvalo come .xlsx e riprova.", "This is a file of the old Excel (.xls): open it, save it as .xlsx and try again."},
	"intake_broken":      {"Il file non si apre: forse è incompleto o danneggiato. Salvalo di nuovo e riprova.", "The file cannot be opened: it may be incomplete or damaged. Save it again and retry."},
	"intake_nothing":     {"In questo file non abbiamo trovato domande con la loro risposta.", "We found no questions with their answers in this file."},
	"guide_unread":       {"Il file della guida non è ancora stato letto, o non si può leggere.", "The file of the guide has not been read yet, or cannot be."},
	"guide_rebuilt":      {"Il file era danneggiato e l'abbiamo ricostruito: controlla che non manchi nessuna pagina.", "The file was damaged and has been put together again: check that no page is missing."},
	"guide_not_pdf":      {"Non è un PDF: scegli un file che si apre con un lettore di PDF, o esporta il documento come PDF.", "This is not a PDF: choose a file that a PDF viewer opens, or export the document as a PDF."},
	"guide_large":        {"Il file supera i 50 MB: salvalo con immagini più piccole, o dividilo in più guide.", "The file is larger than 50 MB: save it with smaller pictures, or split it into several guides."},
	"wrong_password":     {"Nome utente o password non corretti.", "Wrong user name or password."},
	"too_many_tries":     {"Troppi tentativi: aspetta un momento e riprova.", "Too many tries: wait a moment and try again."},
	"login_taken":        {"Questo nome utente esiste già: scegline un altro.", "This user name exists already: choose another."},
	"last_administrator": {"È l'unico amministratore: nominane prima un altro.", "This is the only administrator: appoint another first."},
	"signed_out":         {"La sessione è finita: accedi di nuovo.", "Your session has ended: sign in again."},
	"forbidden":          {"Il tuo ruolo non lo permette. Se ti serve, chiedi all'amministratore.", "Your role does not allow this. If you need it, ask the administrator."},
	"csrf":               {"La pagina è scaduta: ricaricala e riprova.", "The page has expired: reload it and try again."},
	"origin":             {"Questo sito non è tra quelli autorizzati.", "This site is not one of those allowed."},
	"rate_limited":       {"Troppe richieste in poco tempo: aspetta qualche secondo e riprova.", "Too many requests in a short time: wait a few seconds and try again."},
	"no_ui":              {"L'interfaccia non è ancora stata costruita.", "The user interface has not been built yet."},
	"stopping":           {"Il servizio si sta riavviando: riprova tra un momento.", "The service is restarting: try again in a moment."},
	"busy":               {"In questo momento siamo in tanti: riprova tra qualche secondo.", "There are many of us right now: try again in a few seconds."},
	"full":               {"Non possiamo salvare in questo momento: quello che hai scritto non è stato registrato. Riprova tra poco; se è urgente, telefona alla segreteria.", "We cannot save anything right now: what you wrote has not been stored. Try again shortly; if it is urgent, call the office."},
	"away":               {"Il servizio non è raggiungibile in questo momento: riprova tra poco. Se è urgente, telefona alla segreteria.", "The service cannot be reached right now: try again shortly. If it is urgent, call the office."},
	"cancelled":          {"La richiesta è stata interrotta.", "The request was interrupted."},
	"internal":           {"Qualcosa non ha funzionato da parte nostra. Riprova; se succede ancora, cita questo codice.", "Something went wrong on our side. Try again; if it happens again, quote this code."},
}

func message(lang, code string) string {
	m := messages[code]
	if lang == "en" {
		return m[1]
	}
	return m[0]
}

// languageOf is the reader's language: what the address says, else the browser.
func languageOf(c *gin.Context) string {
	for _, given := range []string{c.Query("lang"), c.Param("lang"), c.GetHeader("Accept-Language")} {
		for part := range strings.SplitSeq(strings.ToLower(given), ",") {
			switch tag := strings.TrimSpace(part); {
			case strings.HasPrefix(tag, "it"):
				return "it"
			case strings.HasPrefix(tag, "en"):
				return "en"
			}
		}
	}
	return "it"
}
