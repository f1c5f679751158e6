package web_test

import (
	"fmt"
	"net/http"
)

// bringBack throws a draft of a guide away, and brings it back.
func (c *counter) bringBack(d guideDraft, author, reviewer string) {
	c.t.Helper()
	var again guideDraft
	draft := "/studio/guide-drafts/" + d.ID
	c.call("POST", draft+"/restore", author, nil, nil, http.StatusNotFound) // nobody has thrown it away
	discard := fmt.Sprintf("%s?revision=%d", draft, d.Revision)
	c.call("DELETE", discard, author, nil, nil, http.StatusNoContent)
	c.call("POST", "/studio/guides/"+d.Guide+"/draft", reviewer, nil, &again, http.StatusOK)
	c.call("POST", draft+"/restore", author, nil, nil, http.StatusConflict)
	c.call("DELETE", fmt.Sprintf("/studio/guide-drafts/%s?revision=%d", again.ID, again.Revision), author, nil, nil, http.StatusNoContent)
	c.call("POST", draft+"/restore", author, nil, &again, http.StatusOK)
	if again.ID != d.ID || again.State != "ready" || again.Revision <= d.Revision {
		c.t.Errorf("%+v after %+v", again, d)
	}
	c.call("DELETE", discard, author, nil, nil, http.StatusConflict)
}
