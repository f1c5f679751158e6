package web

// texts are the words of the public pages: Italian, English. A verb such as %s or %d
// is filled in by the page.
var texts = map[string][2]string{
	// Around every page.
	"skip":          {"Vai al contenuto", "Skip to content"},
	"office":        {"Segreteria studenti", "Student office"},
	"home_link":     {"Domande frequenti: pagina iniziale", "Frequently asked questions: start page"},
	"menu":          {"Navigazione principale", "Main navigation"},
	"faq":           {"Domande frequenti", "Frequently asked questions"},
	"faq_short":     {"Domande frequenti", "FAQ"},
	"other_lang":    {"English", "Italiano"},
	"demo_link":     {"Dimostrazione", "Demonstration"},
	"staff_link":    {"Area operatori", "Staff area"},
	"where":         {"Percorso di navigazione", "Breadcrumb"},
	"search":        {"Cerca", "Search"},
	"search_label":  {"Cerca tra le risposte e le guide", "Search the answers and guides"},
	"footer":        {"Le risposte e le guide sono testi approvati dagli uffici, pubblicati con la loro data.", "The answers and guides are texts approved by the offices, published with their date."},
	"person":        {"Cerchi una persona? Il pulsante in basso a destra ti porta in chat con la segreteria.", "Looking for a person? The button at the bottom right brings you to a chat with the office."},
	"noscript_chat": {"La chat ha bisogno di JavaScript; ogni argomento ha il telefono e l'e-mail dell'ufficio.", "The chat needs JavaScript; every topic has the phone number and e-mail of its office."},
	"in_lang":       {"in inglese", "in Italian"},

	// Topics.
	"faq_title":         {"Domande frequenti", "Frequently asked questions"},
	"faq_lead":          {"Le risposte della segreteria studenti: %s.", "Answers from the student office: %s."},
	"faq_hint":          {"Scrivi la domanda con parole tue, per esempio «quando scade la seconda rata?»", "Ask in your own words, for example “when is the second instalment due?”"},
	"topics":            {"Argomenti", "Topics"},
	"answers_one":       {"1 risposta", "1 answer"},
	"answers_many":      {"%d risposte", "%d answers"},
	"topic_description": {"%s: %s. Le risposte della segreteria studenti, %s.", "%s: %s. Answers from the student office, %s."},
	"questions":         {"Domande", "Questions"},
	"no_answers":        {"Su questo argomento non ci sono ancora risposte pubblicate.", "No answers on this topic have been published yet."},
	"permalink":         {"Apri la pagina della risposta", "Open the page of this answer"},
	"all_topics":        {"Tutti gli argomenti", "All topics"},

	// Guides.
	"guides":     {"Guide in PDF", "PDF guides"},
	"pages_one":  {"PDF, 1 pagina", "PDF, 1 page"},
	"pages_many": {"PDF, %d pagine", "PDF, %d pages"},
	"page_n":     {"pagina %d", "page %d"},

	// An answer.
	"owner":          {"Ufficio", "Office"},
	"updated":        {"Aggiornata il", "Updated on"},
	"updated_guide":  {"aggiornata il %s", "updated on %s"},
	"valid_to":       {"Valida fino al", "Valid until"},
	"sources":        {"Fonti", "Sources"},
	"twin":           {"Leggi questa risposta in inglese", "Read this answer in Italian"},
	"related":        {"Altre domande su questo argomento", "More questions on this topic"},
	"about_answer":   {"Informazioni sulla risposta", "About this answer"},
	"outdated_title": {"Questa risposta oggi non vale", "This answer does not hold today"},
	"outdated_past":  {"Valeva fino al %s.", "It held until %s."},
	"outdated_next":  {"Varrà dal %s.", "It will hold from %s."},
	"outdated_go":    {"Vedi le risposte che valgono oggi: %s", "See the answers that hold today: %s"},

	// Notices.
	"notices":               {"Avvisi", "Notices"},
	"notice_deadline":       {"Scadenza", "Deadline"},
	"notice_disruption":     {"Disservizio", "Disruption"},
	"notice_info":           {"Avviso", "Notice"},
	"notice_until":          {"fino al %s", "until %s"},
	"notice_moment":         {"%s, ore %s", "%s, %s"},
	"notice_only":           {"Questo avviso c'è solo in inglese.", "This notice is in Italian only."},
	"subscribe_form":        {"Ricevi gli avvisi per e-mail", "Get the notices by e-mail"},
	"subscribe_lead":        {"Scadenze, scioperi, servizi fermi: ti scriviamo solo quando c'è un avviso sugli argomenti che scegli.", "Deadlines, strikes, services that are down: we write only when there is a notice on the topics you choose."},
	"subscribe_wrong":       {"Questo indirizzo non sembra completo: controllalo, per esempio nome.cognome@example.it.", "This address does not look complete: check it, for example name.surname@example.com."},
	"subscribe_address":     {"Il tuo indirizzo e-mail", "Your e-mail address"},
	"subscribe_language":    {"In quale lingua", "In which language"},
	"subscribe_topics":      {"Su quali argomenti", "On which topics"},
	"subscribe_topics_hint": {"Se non ne scegli, ti arrivano gli avvisi su tutti.", "If you choose none, you get the notices on all of them."},
	"subscribe_send":        {"Iscrivimi", "Subscribe"},
	"subscribe_privacy":     {"Usiamo l'indirizzo solo per gli avvisi. Ogni messaggio ha un collegamento per cancellarti: l'indirizzo viene eliminato subito.", "We use the address for notices only. Every message has a link to unsubscribe: the address is deleted at once."},

	"subscribe_asked":          {"Guarda la tua posta", "Look into your mail"},
	"subscribe_asked_lead":     {"Se l'indirizzo è giusto, tra poco ricevi un messaggio con un collegamento: aprilo entro 48 ore per confermare. Non lo vedi? Controlla la posta indesiderata.", "If the address is right, you will soon get a message with a link: open it within 48 hours to confirm. Cannot see it? Check your spam folder."},
	"subscribe_confirm":        {"Conferma l'iscrizione", "Confirm your subscription"},
	"subscribe_confirm_lead":   {"Ancora un passo: conferma che vuoi ricevere gli avvisi della segreteria studenti.", "One more step: confirm that you want the student office's notices."},
	"subscribe_confirm_do":     {"Sì, voglio gli avvisi", "Yes, send me the notices"},
	"subscribe_confirmed":      {"Iscrizione confermata", "You are subscribed"},
	"subscribe_confirmed_lead": {"Ti scriveremo quando c'è un avviso. Puoi cancellarti in ogni momento, dal collegamento in fondo a ogni messaggio.", "We will write when there is a notice. You can unsubscribe at any time, by the link at the end of every message."},
	"subscribe_leave":          {"Vuoi cancellarti?", "Do you want to unsubscribe?"},
	"subscribe_leave_lead":     {"Non riceverai più gli avvisi per e-mail, e il tuo indirizzo sarà eliminato.", "You will get no more notices by e-mail, and your address will be deleted."},
	"subscribe_leave_do":       {"Cancellami", "Unsubscribe"},
	"subscribe_left":           {"Iscrizione cancellata", "You are unsubscribed"},
	"subscribe_left_lead":      {"Abbiamo eliminato il tuo indirizzo: non ti scriveremo più.", "We have deleted your address: we will not write to you again."},
	"subscribe_bad":            {"Questo collegamento non vale più", "This link no longer holds"},
	"subscribe_bad_lead":       {"I collegamenti di conferma valgono 48 ore, e solo l'ultimo che hai chiesto. Controlla di averlo copiato per intero.", "Links to confirm hold for 48 hours, and only the last one you asked for does. Check that you have copied all of it."},

	// The office.
	"contact":      {"Parla con l'ufficio", "Talk to the office"},
	"contact_chat": {"Chat", "Chat"},
	"chat_always":  {"sempre, a ogni ora", "at any hour, every day"},
	"chat_closed":  {"Ora è chiusa%s.", "Closed now%s."},
	"chat_opens":   {"Ora è chiusa%s: riapre %s.", "Closed now%s: it opens again %s."},
	"phone":        {"Telefono", "Phone"},
	"email":        {"E-mail", "E-mail"},
	"counter":      {"Sportello", "Counter"},

	// A search.
	"search_title": {"Risultati della ricerca", "Search results"},
	"hits_one":     {"1 risultato per «%s»", "1 result for “%s”"},
	"hits_many":    {"%d risultati per «%s»", "%d results for “%s”"},
	"hits_none":    {"Nessun risultato per «%s»", "No results for “%s”"},
	"search_empty": {"Scrivi una domanda, o alcune parole, e premi Cerca.", "Write a question, or a few words, and press Search."},
	"unsure":       {"Non siamo sicuri che tra questi ci sia la risposta che cerchi. Se non la trovi, chiedi in chat o all'ufficio.", "We are not sure that the answer you need is among these. If you do not find it, ask in the chat or at the office."},
	"none_help":    {"Prova con altre parole, scegli un argomento, o chiedi in chat.", "Try other words, pick a topic, or ask in the chat."},
	"best":         {"La risposta più probabile", "Most likely answer"},

	// A conversation by its private link.
	"conversation_title": {"La tua conversazione", "Your conversation"},
	"conversation_lead":  {"Il collegamento è personale: chi lo apre legge la conversazione. Non condividerlo.", "The link is personal: whoever opens it reads the conversation. Do not share it."},
	"conversation_js":    {"Per riprendere la conversazione attiva JavaScript nel browser, poi ricarica la pagina.", "To take up the conversation, turn JavaScript on in your browser and reload the page."},

	// A failure.
	"error_title":   {"Qualcosa non ha funzionato", "Something went wrong"},
	"error_missing": {"Pagina non trovata", "Page not found"},
	"error_id":      {"Codice da citare se ci scrivi:", "Code to quote if you write to us:"},
	"error_back":    {"Vai alle domande frequenti", "Go to the frequently asked questions"},
	"error_staff":   {"Torna all'area operatori", "Back to the staff area"},
	"error_ask":     {"Oppure chiedi a Sportello, con il pulsante in basso a destra.", "Or ask Sportello, with the button at the bottom right."},

	// The guide for the staff.
	"help_title":     {"Guida per chi lavora con Sportello", "Guide for those who work with Sportello"},
	"help_lead":      {"In breve, con le immagini del programma: scrivere e pubblicare le risposte, seguire le chat, guidare l'ufficio.", "In brief, with pictures of the program: writing and publishing answers, taking chats, leading the office."},
	"help_contents":  {"In questa guida", "In this guide"},
	"help_keys":      {"Scorciatoie da tastiera", "Keyboard shortcuts"},
	"help_keys_lead": {"Nell'area operatori le vedi in ogni momento con il tasto «?».", "In the staff area the key “?” shows them at any time."},

	// The transcript.
	"transcript_title":       {"La tua conversazione con la segreteria, %s", "Your conversation with the student office, %s"},
	"transcript_intro":       {"Le domande, le risposte mostrate e i messaggi, nell'ordine in cui sono stati scritti. Puoi conservare o stampare questa pagina.", "The questions, the answers that were shown and the messages, in the order in which they were written. You may keep this page or print it."},
	"transcript_student":     {"Studente", "Student"},
	"transcript_choices":     {"Proposte tra cui scegliere:", "Suggestions to choose from:"},
	"transcript_ways":        {"I modi per parlare con una persona.", "The ways to talk to a person."},
	"transcript_file":        {"Allegato: %s", "Attachment: %s"},
	"transcript_queued":      {"In attesa di una persona, coda «%s»", "Waiting for a person, queue “%s”"},
	"transcript_claimed":     {"%s segue la conversazione", "%s has taken the conversation"},
	"transcript_transferred": {"Passata alla coda «%s»", "Passed on to the queue “%s”"},
	"transcript_returned":    {"Di nuovo in attesa, in testa alla coda", "Waiting again, first in line"},
	"transcript_escalated":   {"Passata a un collega del secondo livello", "Passed on to a colleague of the second level"},
	"transcript_sent_back":   {"Tornata a chi la seguiva prima", "Back to who had it before"},
	"transcript_asked":       {"Chiesto allo studente se c'è ancora", "The student was asked whether they are still there"},
	"transcript_closed":      {"Conversazione chiusa", "Conversation closed"},
	"transcript_left":        {"Lo studente ha lasciato la conversazione", "The student has left the conversation"},

	// The demonstration.
	"demo_title": {"Politecnico di Valmaggiore", "Politecnico di Valmaggiore"},
	"demo_box":   {"Questa è una dimostrazione", "This is a demonstration"},
	"demo_what":  {"L'ateneo è inventato. Sportello è il pulsante in basso a destra: scrivi una domanda come farebbe uno studente e, se la risposta non basta, chiedi di una persona.", "The university is invented. Sportello is the button at the bottom right: ask a question as a student would and, if the answer is not enough, ask for a person."},
	"demo_staff": {"Operatori, redattori e responsabili accedono qui:", "Operators, editors and supervisors sign in here:"},
	"demo_faq":   {"Le stesse risposte si leggono anche senza JavaScript:", "The same answers can be read without JavaScript too:"},
}
