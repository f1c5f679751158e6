package assistant

// Forget is what KeepLearning does from time to time.
var Forget = (*Assistant).forget
