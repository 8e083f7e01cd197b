"""Transactions over several tables, and the order of their locks.

Transactions that take the same locks in different orders can deadlock. So all take them
in this order:

1. the tries of an address, then those of a client: advisory locks, taken while a
   password try is reserved, and with no other lock;
2. the names of accounts: an advisory lock, while an operator gives one;
3. the account, for what depends on several of its members or changes it
   (`lock_member_in_account` in `members`, `Accounts.lock`);
   a client, for what changes it or its secrets (`Clients.lock`): after the account, if
   that is locked too;
4. one member, for everything that is judged or changed about the member
   (`Members.lock`); only the migration locks several, in the order of their ids;
5. the rows of the member: logins, in the order of their ids, then their setups, mails,
   devices, sessions and kept answers. Without the member's lock they are changed by a
   single statement, skipped if they are locked (rotation, purge), or locked last (the
   end of one session);
6. the chains of events: advisory locks of the linking and the purge.

The locks of 3 and 4 are FOR NO KEY UPDATE. An insert locks the rows that it refers to
(an account, a member, an actor) FOR KEY SHARE, which does not conflict with them. An
erasure changes a key, the address: it waits for such inserts, with account and member
locked.
"""
