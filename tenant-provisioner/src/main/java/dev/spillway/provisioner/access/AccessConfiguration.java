package dev.spillway.provisioner.access;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.Problem;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import tools.jackson.databind.json.JsonMapper;

/** Everything takes the ops token but health, on its own port, and the API's description. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    ProblemResponse problemResponse(JsonMapper json) {
        return new ProblemResponse(json);
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http, OpsProperties properties, ProblemResponse problems) {
        return http.authorizeHttpRequests(requests ->
                        requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                                .permitAll()
                                .requestMatchers("/ops/openapi.json")
                                .permitAll()
                                .anyRequest()
                                .hasRole("OPS"))
                .addFilterBefore(
                        new OpsTokenFilter(new OpsToken(properties.token()), problems),
                        BasicAuthenticationFilter.class)
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(unauthenticated(problems))
                                .accessDeniedHandler(forbidden(problems)))
                .headers(AccessConfiguration::headers)
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie authenticates here, so no other site can make a browser call us.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    RequestRejectedHandler rejected(ProblemResponse problems) {
        return (_, response, _) -> problems.send(response, Problem.of(ErrorCode.MALFORMED_REQUEST));
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy ->
                        policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
    }

    private static AuthenticationEntryPoint unauthenticated(ProblemResponse problems) {
        return (_, response, _) ->
                problems.send(
                        response,
                        Problem.of(
                                ErrorCode.NOT_AUTHENTICATED,
                                "Send the ops token as Authorization: Bearer.",
                                List.of()));
    }

    private static AccessDeniedHandler forbidden(ProblemResponse problems) {
        return (_, response, _) -> problems.send(response, Problem.of(ErrorCode.NOT_ALLOWED));
    }
}
