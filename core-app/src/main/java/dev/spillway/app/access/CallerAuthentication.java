package dev.spillway.app.access;

import dev.spillway.app.caller.Caller;
import dev.spillway.app.caller.Scope;
import java.util.Arrays;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller as Spring Security sees him: his scopes as authorities. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        super(
                Arrays.stream(Scope.values())
                        .filter(caller::may)
                        .map(scope -> new SimpleGrantedAuthority(scope.code()))
                        .toList());
        this.caller = caller;
        setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
        return caller;
    }

    @Override
    public String getCredentials() {
        return "";
    }
}
