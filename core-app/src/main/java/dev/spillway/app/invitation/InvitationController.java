package dev.spillway.app.invitation;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.caller.Actor;
import dev.spillway.app.identity.LoginGate;
import dev.spillway.app.identity.Passwords;
import dev.spillway.app.session.User;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.tenancy.TenantContext;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/invitations", consumes = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Invitations")
@SecurityRequirements
class InvitationController {

    private final Invitations invitations;
    private final Passwords passwords;
    private final LoginGate gate;
    private final AuditLog audit;

    InvitationController(
            Invitations invitations, Passwords passwords, LoginGate gate, AuditLog audit) {
        this.invitations = invitations;
        this.passwords = passwords;
        this.gate = gate;
        this.audit = audit;
    }

    /** By POST, so that the token stands in no log of URLs. */
    @PostMapping("/find")
    @Operation(summary = "What an invitation is for")
    View find(@RequestBody @Valid Wanted wanted) {
        Invitation invitation = invitations.find(wanted.token());
        return new View(
                invitation.tenantName(),
                invitation.email(),
                invitation.name(),
                invitation.isForKnownAccount());
    }

    @PostMapping("/accept")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Accept an invitation",
            description =
                    "Makes the account with this name and password. Where the e-mail has an account"
                            + " already, the password must be that account's, and the name is left alone.")
    Accepted accept(
            @RequestBody @Valid Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response) {
        Invitation invitation = invitations.find(acceptance.token());
        String hash = newPassword(invitation, acceptance, request, response);
        String name = Optional.ofNullable(acceptance.name()).orElse(invitation.name()).strip();
        User user =
                invitations.accept(
                        acceptance.token(), name.isEmpty() ? invitation.name() : name, hash);
        TenantContext.run(invitation.tenantId(), () -> record(invitation, user));
        return new Accepted(user, invitation.tenantId());
    }

    private @Nullable String newPassword(
            Invitation invitation,
            Acceptance acceptance,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!invitation.isForKnownAccount()) {
            return passwords.hash(acceptance.password(), invitation.email());
        }
        Optional<String> known = Optional.ofNullable(invitation.passwordHash());
        if (gate.opens(invitation.email(), acceptance.password(), known, request, response)) {
            return null;
        }
        throw new ProblemException(
                ErrorCode.CREDENTIALS_INVALID,
                "This e-mail has an account: give the password of that account.");
    }

    private void record(Invitation invitation, User user) {
        audit.record(
                Actor.user(user.email()),
                "invitation.accepted",
                invitation.id().toString(),
                Map.of("user", user.id()));
    }

    record Wanted(@NotBlank(message = "must be given") String token) {
        @Override
        public String toString() {
            return "Wanted[…]";
        }
    }

    record Acceptance(
            @NotBlank(message = "must be given") String token,
            @Size(max = 200, message = "must have at most 200 characters") @Nullable String name,
            @NotBlank(message = "must be given") @Size(max = 1024, message = "is too long")
                    String password) {
        @Override
        public String toString() {
            return "Acceptance[…]";
        }
    }

    /**
     * What an invitation is for.
     *
     * @param hasAccount whether the e-mail has an account, whose password is then asked for
     */
    record View(String tenant, String email, String name, boolean hasAccount) {}

    /**
     * Who is in now.
     *
     * @param tenantId where to; a login that names it works for it
     */
    record Accepted(User user, UUID tenantId) {}
}
