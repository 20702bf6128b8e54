-- +goose Up
-- status: 1 open, 2 pending, 3 on hold, 4 solved, 5 closed; up to 3 is active.
-- priority: 1 low, 2 normal, 3 high, 4 urgent. tags: the names in ticket_tags,
-- sorted, one a line, so that lists need not join. The *_count columns count
-- the rows of the tables that they are named after.
CREATE TABLE tickets (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  team_id           INTEGER REFERENCES teams (id),
  assignee_id       INTEGER REFERENCES users (id),
  requester_id      INTEGER NOT NULL REFERENCES users (id),
  organization_id   INTEGER REFERENCES organizations (id),
  merged_into       INTEGER REFERENCES tickets (id),
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  pinned_at         INTEGER,
  follow_up_at      INTEGER,
  first_response_at INTEGER,
  resolved_at       INTEGER,
  closed_at         INTEGER,
  deleted_at        INTEGER,
  version           INTEGER NOT NULL DEFAULT 1,
  message_count     INTEGER NOT NULL DEFAULT 0,
  reply_count       INTEGER NOT NULL DEFAULT 0,
  contributor_count INTEGER NOT NULL DEFAULT 0,
  cc_count          INTEGER NOT NULL DEFAULT 0,
  attachment_count  INTEGER NOT NULL DEFAULT 0,
  related_count     INTEGER NOT NULL DEFAULT 0,
  status            INTEGER NOT NULL CHECK (status BETWEEN 1 AND 5),
  priority          INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 4),
  channel           TEXT    NOT NULL DEFAULT 'web',
  subject           TEXT    NOT NULL,
  tags              TEXT    NOT NULL DEFAULT '',
  resolution        TEXT    NOT NULL DEFAULT ''
);
-- One index per way of access, in the order of the list, and a copy of those
-- that serve the daily views for active tickets only. status rides along so that
-- counting solved tickets need not visit those that are not.
CREATE INDEX tickets_recent ON tickets (updated_at DESC, id DESC, status) WHERE deleted_at IS NULL;
CREATE INDEX tickets_team ON tickets (team_id, updated_at DESC, id DESC, status) WHERE deleted_at IS NULL;
CREATE INDEX tickets_assignee ON tickets (assignee_id, updated_at DESC, id DESC, status) WHERE assignee_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX tickets_requester ON tickets (requester_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX tickets_organization ON tickets (organization_id, updated_at DESC, id DESC) WHERE organization_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX tickets_active ON tickets (updated_at DESC, id DESC) WHERE status <= 3 AND deleted_at IS NULL;
CREATE INDEX tickets_active_id ON tickets (id) WHERE status <= 3 AND deleted_at IS NULL;
CREATE INDEX tickets_team_active ON tickets (team_id, updated_at DESC, id DESC) WHERE status <= 3 AND deleted_at IS NULL;
CREATE INDEX tickets_assignee_active ON tickets (assignee_id, updated_at DESC, id DESC) WHERE assignee_id IS NOT NULL AND status <= 3 AND deleted_at IS NULL;
CREATE INDEX tickets_unassigned ON tickets (team_id, updated_at DESC, id DESC) WHERE assignee_id IS NULL AND deleted_at IS NULL;
CREATE INDEX tickets_unassigned_active ON tickets (team_id, updated_at DESC, id DESC) WHERE assignee_id IS NULL AND status <= 3 AND deleted_at IS NULL;
CREATE INDEX tickets_pinned ON tickets (updated_at DESC, id DESC) WHERE pinned_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX tickets_follow_up ON tickets (updated_at DESC, id DESC) WHERE follow_up_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX tickets_follow_up_active ON tickets (updated_at DESC, id DESC) WHERE follow_up_at IS NOT NULL AND status <= 3 AND deleted_at IS NULL;

-- status and updated_at mirror the ticket's, in the same transaction; status 0
-- is a deleted ticket.
CREATE TABLE ticket_contributors (
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id),
  user_id    INTEGER NOT NULL REFERENCES users (id),
  updated_at INTEGER NOT NULL,
  added_at   INTEGER NOT NULL,
  added_by   INTEGER REFERENCES users (id),
  status     INTEGER NOT NULL,
  PRIMARY KEY (ticket_id, user_id)
) WITHOUT ROWID;
CREATE INDEX ticket_contributors_user ON ticket_contributors (user_id, updated_at DESC, ticket_id DESC, status);

CREATE TABLE ticket_cc (
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id),
  user_id    INTEGER NOT NULL REFERENCES users (id),
  updated_at INTEGER NOT NULL,
  status     INTEGER NOT NULL,
  PRIMARY KEY (ticket_id, user_id)
) WITHOUT ROWID;
CREATE INDEX ticket_cc_user ON ticket_cc (user_id, updated_at DESC, ticket_id DESC, status);

CREATE TABLE tags (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT    NOT NULL UNIQUE
);
CREATE TABLE ticket_tags (
  tag_id    INTEGER NOT NULL REFERENCES tags (id),
  ticket_id INTEGER NOT NULL REFERENCES tickets (id),
  PRIMARY KEY (tag_id, ticket_id)
) WITHOUT ROWID;
CREATE INDEX ticket_tags_ticket ON ticket_tags (ticket_id);

-- Both directions have a row.
CREATE TABLE ticket_relations (
  ticket_id  INTEGER NOT NULL REFERENCES tickets (id),
  other_id   INTEGER NOT NULL REFERENCES tickets (id),
  created_at INTEGER NOT NULL,
  created_by INTEGER REFERENCES users (id),
  PRIMARY KEY (ticket_id, other_id)
) WITHOUT ROWID;

-- kind: 1 reply, 2 comment (private), 3 system (private).
CREATE TABLE messages (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id     INTEGER NOT NULL REFERENCES tickets (id),
  author_id     INTEGER REFERENCES users (id),
  created_at    INTEGER NOT NULL,
  kind          INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
  from_customer INTEGER NOT NULL DEFAULT 0,
  channel       TEXT    NOT NULL DEFAULT 'web',
  body_text     TEXT    NOT NULL,
  body_html     TEXT    NOT NULL
);
CREATE INDEX messages_ticket ON messages (ticket_id, id DESC);

CREATE TABLE attachments (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id    INTEGER NOT NULL REFERENCES tickets (id),
  message_id   INTEGER REFERENCES messages (id), -- NULL: uploaded, no message has it yet
  uploaded_by  INTEGER REFERENCES users (id),
  size         INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  name         TEXT    NOT NULL,
  mime         TEXT    NOT NULL,
  storage_name TEXT    NOT NULL UNIQUE
);
CREATE INDEX attachments_ticket ON attachments (ticket_id, message_id);
CREATE INDEX attachments_waiting ON attachments (created_at) WHERE message_id IS NULL;

CREATE TABLE activities (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id),
  actor_id  INTEGER REFERENCES users (id),
  at        INTEGER NOT NULL,
  plugin    TEXT    NOT NULL DEFAULT '',
  type      TEXT    NOT NULL,
  data      TEXT    NOT NULL
);
CREATE INDEX activities_ticket ON activities (ticket_id, id DESC);

CREATE TABLE views (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  owner_id   INTEGER NOT NULL REFERENCES users (id),
  team_id    INTEGER REFERENCES teams (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  audience   TEXT    NOT NULL CHECK (audience IN ('own', 'team', 'shared')),
  name       TEXT    NOT NULL,
  sort       TEXT    NOT NULL,
  filter     TEXT    NOT NULL,
  CHECK ((audience = 'team') = (team_id IS NOT NULL))
);
CREATE INDEX views_owner ON views (owner_id);
CREATE INDEX views_team ON views (team_id) WHERE team_id IS NOT NULL;

-- One document per ticket, its rowid the ticket's id. public is what customers
-- may search, private what is for employees alone. The words come normalised.
CREATE VIRTUAL TABLE ticket_search USING fts5 (public, private, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');

-- Changes that the documents do not tell of yet. A ticket may stand here more
-- than once: writers only append, and never wait for the indexer.
CREATE TABLE ticket_search_queue (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id)
);

-- +goose Down
DROP TABLE ticket_search_queue;
DROP TABLE ticket_search;
DROP TABLE views;
DROP TABLE activities;
DROP TABLE attachments;
DROP TABLE messages;
DROP TABLE ticket_relations;
DROP TABLE ticket_tags;
DROP TABLE tags;
DROP TABLE ticket_cc;
DROP TABLE ticket_contributors;
DROP TABLE tickets;
