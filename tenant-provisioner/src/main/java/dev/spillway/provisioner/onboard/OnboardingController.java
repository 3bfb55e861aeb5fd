package dev.spillway.provisioner.onboard;

import dev.spillway.provisioner.input.Fields;
import dev.spillway.provisioner.repeat.Call;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tenants")
class OnboardingController {

    private static final String TENANTS = "/ops/v1/tenants";

    private final OnboardingReader reader;
    private final Onboarding onboarding;

    OnboardingController(OnboardingReader reader, Onboarding onboarding) {
        this.reader = reader;
        this.onboarding = onboarding;
    }

    @Operation(
            summary = "Makes a tenant with its sources and invites its first administrator",
            description =
                    "The invitation's token and what opens it are shown here only. With an"
                            + " Idempotency-Key the call may be repeated: the same request gets the"
                            + " same answer.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = OnboardingBody.class),
                            examples = @ExampleObject(OnboardingBody.EXAMPLE)))
    @ApiResponse(responseCode = "201", description = "The tenant was made")
    @PostMapping(path = TENANTS, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OnboardingAnswer> onboard(
            @Parameter(in = ParameterIn.HEADER, description = "Any text of at most 255 characters")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable String idempotencyKey,
            Fields body) {
        Stopwatch stopwatch = Stopwatch.start();
        Optional<Call> call = Call.of(idempotencyKey, body.canonical());
        OnboardingAnswer answer = onboarding.onboard(reader.read(body), call, stopwatch);
        return ResponseEntity.created(URI.create(TENANTS + "/" + answer.tenant().id()))
                .body(answer);
    }
}
