package dev.spillway.provisioner.invite;

import dev.spillway.provisioner.input.Fields;
import dev.spillway.provisioner.input.Rule;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * Who is invited to administer a tenant.
 *
 * @param email in lower case
 */
@Schema(requiredProperties = {"email", "name"})
public record Invitee(
        @Schema(example = "ana@acme.example") String email, @Schema(example = "Ana") String name) {

    /** The person; empty when anything about him is wrong, and then the fields say what. */
    public static Optional<Invitee> read(Fields fields) {
        Optional<String> email = fields.required("email", Rule.EMAIL);
        Optional<String> name = fields.required("name", Rule.NAME);
        return email.flatMap(address -> name.map(text -> new Invitee(address, text)));
    }
}
