package handoff

import "errors"

// What the desk refuses. They come wrapped: ask with errors.Is.
var (
	// ErrNotFound: there is no such chat, queue or operator.
	ErrNotFound = errors.New("not found")
	// ErrTaken: another operator has the chat, or it is over.
	ErrTaken = errors.New("taken by another operator")
	// ErrAtCapacity: the operator has as many chats as they may have.
	ErrAtCapacity = errors.New("the operator is at capacity")
	// ErrNotYourQueue: the operator does not take from the chat's queue, or not yet, or is
	// not of its level.
	ErrNotYourQueue = errors.New("not one of the operator's queues")
	// ErrStudentGone: the student is not there now; the chat keeps its place.
	ErrStudentGone = errors.New("the student is not there")
	// ErrAbsent: the operator is not there to be given a chat.
	ErrAbsent = errors.New("the operator is not there")
	// ErrNobody: no operator of the second level takes from the queue.
	ErrNobody = errors.New("no operator of the second level serves the queue")
	// ErrNotEscalated: nobody of the first level passed the chat on.
	ErrNotEscalated = errors.New("the chat was not escalated")
	// ErrNothingWaiting: nothing waits that the operator could take.
	ErrNothingWaiting = errors.New("nothing is waiting")
	// ErrNoRoom: who joins the line now would wait longer than the queue promises, or
	// before others who asked for a place earlier.
	ErrNoRoom = errors.New("the wait would be longer than promised")
	// ErrBooked: all places at the time of an appointment are taken.
	ErrBooked = errors.New("no place is free at that time")
	// ErrNotYours: the operator does not have the chat.
	ErrNotYours = errors.New("the operator does not have this chat")
	// ErrClosed: the chat is over; the student may join again.
	ErrClosed = errors.New("the chat is closed")
	// ErrStale: somebody else has changed it since it was read.
	ErrStale = errors.New("changed by somebody else meanwhile")
	// ErrEmpty: the text is nothing but space.
	ErrEmpty = errors.New("the text is empty")
	// ErrTooLong: the text has more than MaxText characters.
	ErrTooLong = errors.New("the text is too long")
	// ErrBadText: the text is not valid UTF-8, or contains NUL.
	ErrBadText = errors.New("the text is not valid UTF-8")
	// ErrClientID: the client id was used before, for something else.
	ErrClientID = errors.New("the client id was used for something else")
	// ErrInvalid: a value is none of those allowed (channel, state, outcome, author,
	// an outcome without its entry, hours that cannot be).
	ErrInvalid = errors.New("invalid")
	// ErrTooMany: there are as many as there may be.
	ErrTooMany = errors.New("there are too many")
	// ErrCannedName: the name of a canned reply is empty, too long, or has other signs
	// than letters, digits, - and _.
	ErrCannedName = errors.New("not a name for a canned reply")
	// ErrNameTaken: the queue has a canned reply of that name in that language.
	ErrNameTaken = errors.New("the name is taken")
	// ErrVariable: a canned reply has a variable that is none, see [UnknownVariableError].
	ErrVariable = errors.New("unknown variable")
	// ErrFileType: the file is none of the kinds that are taken.
	ErrFileType = errors.New("not a PDF, JPEG, PNG, GIF or WebP")
	// ErrFileLarge: the file has more than MaxFile bytes.
	ErrFileLarge = errors.New("the file is too large")
	// ErrFull: the conversation has as many files, or bytes of them, as it may have.
	ErrFull = errors.New("the conversation has too many files")
	// ErrTooLate: the chat ended longer ago than one may rate it.
	ErrTooLate = errors.New("the chat ended too long ago")
)
