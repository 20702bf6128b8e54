// Package mail writes letters and sends them through the SMTP server that the
// owner names: the links by which people confirm an address, set a new password
// or accept an invitation, and what customers are told of their tickets.
//
// It is a watcher of the outbox: a letter is asked for in the transaction of the
// change that it is about, sent after the commit, tried again with growing
// pauses, and set aside after the last attempt ("pegboard jobs discarded").
// Delivery is at least once: after a crash a letter may come twice.
//
// One-time codes are made while the letter is written and are stored nowhere.
// What a letter about a ticket says is read with the rights that its recipient
// has at that moment; who sees nothing is sent nothing. So is the PDF that a
// plugin's letter carries: the outbox holds its address, sealed, and no bytes. A
// letter whose PDF cannot be made goes without it and says so.
package mail
