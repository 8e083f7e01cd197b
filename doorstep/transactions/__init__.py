"""Database transactions of their own, and the order in which they take their locks.

Two that lock the same rows in another order end in a deadlock, so there is one order,
and whoever needs a lock takes it before all that come after it:

1. the tries of an address, then those of a client (advisory locks, while a password is
   counted; held with nothing else);
2. the account, by whoever decides what spans its members or changes it: who administers
   it, its name and look (`lock_member_in_account` in `members`, `Accounts.lock`);
3. one member, for all that is judged or changed about that member (`Members.lock`);
   only the migration locks several, by their ids, and waits for nothing else then;
4. what belongs to the member: logins, by their ids, then their set-ups, mails, devices,
   sessions and kept answers. Without the member's lock they are changed by a lone
   statement, passed over where somebody else has them (rotation, purge), or the last
   thing that is waited for (the end of one session);
5. the chains of events (advisory locks, of the linker and the purge alone).

All of 2 and 3 is FOR NO KEY UPDATE. A row that is inserted locks what it refers to, an
account, a member, an actor, FOR KEY SHARE, which goes beside it in any order. Erasing
changes a key, the address: it waits for such inserts, and holds account and member.
"""
