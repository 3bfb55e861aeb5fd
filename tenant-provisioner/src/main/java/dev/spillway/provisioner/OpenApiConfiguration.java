package dev.spillway.provisioner;

import dev.spillway.platform.error.Problem;
import dev.spillway.provisioner.input.Fields;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API's description at {@code /ops/openapi.json}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String TOKEN = "opsToken";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Fields.class);
    }

    @Bean
    OpenApiCustomizer description() {
        return api -> {
            api.info(
                            new Info()
                                    .title("Spillway operations")
                                    .version("1")
                                    .description("Onboards tenants and changes them."))
                    .addSecurityItem(new SecurityRequirement().addList(TOKEN));
            api.getComponents()
                    .addSecuritySchemes(
                            TOKEN,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme("bearer")
                                    .description("spillway.ops.token"));
            addProblems(api);
        };
    }

    private static void addProblems(OpenAPI api) {
        ModelConverters.getInstance()
                .readAll(Problem.class)
                .forEach(api.getComponents()::addSchemas);
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(OpenApiConfiguration::addProblem);
    }

    private static void addProblem(Operation operation) {
        Schema<?> problem = new Schema<>().$ref("#/components/schemas/Problem");
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("RFC 9457; the code says what is wrong")
                                .content(
                                        new Content()
                                                .addMediaType(
                                                        Problem.MEDIA_TYPE,
                                                        new MediaType().schema(problem))));
    }
}
