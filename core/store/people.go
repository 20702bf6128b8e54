package store

import "pegboard.dev/pegboard/core/people"

// People returns the adapters for package people.
func (db *DB) People() people.Stores {
	return people.Stores{
		Users: Users{db}, UserLists: Users{db}, Members: Members{db}, Grants: Members{db},
		Sessions: Sessions{db}, Tokens: Tokens{db}, Codes: Codes{db}, Identities: Identities{db}, Attempts: Attempts{db},
		Teams: Teams{db}, Departments: Departments{db}, Organizations: Organizations{db}, Groups: Groups{db},
		Roles: Roles{db}, Invitations: Invitations{db}, Settings: Settings{db}, Audit: Audit{db}, Access: Access{db},
	}
}
