// Package metrics counts what whoever runs a helpdesk watches, in the form that
// Prometheus reads: requests, the database's connections, deliveries that wait,
// open windows, and what plugins use and count themselves. It holds no names and no
// words of people.
//
// cmd wires it: httpapi tells it of requests through a function, the rest it asks
// for when it is read.
package metrics
