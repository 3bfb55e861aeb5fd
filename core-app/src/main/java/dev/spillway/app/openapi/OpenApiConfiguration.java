package dev.spillway.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What no controller can say of itself: title, server, and the two ways in. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String BEARER = "apiKey";
    private static final String COOKIE = "session";

    @Bean
    OpenAPI description(@Value("${spillway.app.public-url}") String publicUrl) {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Spillway tenant API")
                                .version("v1")
                                .description(
                                        "Webhooks, events and metrics of one tenant. Errors are RFC 9457 problems with a"
                                                + " stable `code`. Lists are `{items, next}`; times are RFC 3339 in UTC."))
                .servers(List.of(new Server().url(publicUrl)))
                .components(
                        new Components()
                                .addSecuritySchemes(BEARER, bearer())
                                .addSecuritySchemes(COOKIE, cookie()))
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .addSecurityItem(new SecurityRequirement().addList(COOKIE));
    }

    private static SecurityScheme bearer() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("An API key with scopes read, replay, sources or admin: `spw_…`");
    }

    private static SecurityScheme cookie() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.COOKIE)
                .name("__Host-spillway")
                .description(
                        "What POST /api/v1/session sets; unsafe calls also carry its csrfToken as X-CSRF-TOKEN");
    }
}
