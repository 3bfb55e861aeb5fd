package dev.spillway.app.session;

import java.util.List;

/**
 * A person who may log in.
 *
 * @param passwordHash Argon2id
 * @param memberships at least one, by name
 */
record Account(User user, String passwordHash, List<Membership> memberships) {

    @Override
    public String toString() {
        return "Account[" + user.id() + "]";
    }
}
