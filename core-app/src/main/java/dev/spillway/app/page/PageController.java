package dev.spillway.app.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Hands out pages; who is not logged in is led to the login and from there to where he wanted. */
@Controller
@Hidden
class PageController {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    @GetMapping("/")
    ResponseEntity<Resource> dashboard(@Nullable Principal caller) {
        return caller == null ? login("") : page("dashboard", HttpStatus.OK);
    }

    @GetMapping("/webhooks/{id}")
    ResponseEntity<Resource> webhook(@Nullable Principal caller, @PathVariable UUID id) {
        return caller == null ? login("?next=/webhooks/" + id) : page("webhook", HttpStatus.OK);
    }

    @GetMapping("/campaigns")
    ResponseEntity<Resource> campaigns(@Nullable Principal caller) {
        return caller == null ? login("?next=/campaigns") : page("campaigns", HttpStatus.OK);
    }

    @GetMapping("/campaigns/{id}")
    ResponseEntity<Resource> campaign(@Nullable Principal caller, @PathVariable UUID id) {
        return caller == null ? login("?next=/campaigns/" + id) : page("campaign", HttpStatus.OK);
    }

    @GetMapping("/dead-letters")
    ResponseEntity<Resource> deadLetters(@Nullable Principal caller) {
        return caller == null ? login("?next=/dead-letters") : page("dead-letters", HttpStatus.OK);
    }

    @GetMapping("/dead-letters/{id}")
    ResponseEntity<Resource> deadLetter(@Nullable Principal caller, @PathVariable UUID id) {
        return caller == null
                ? login("?next=/dead-letters/" + id)
                : page("dead-letter", HttpStatus.OK);
    }

    @GetMapping("/quarantine")
    ResponseEntity<Resource> quarantine(@Nullable Principal caller) {
        return caller == null ? login("?next=/quarantine") : page("quarantine", HttpStatus.OK);
    }

    @GetMapping("/quarantine/{id}")
    ResponseEntity<Resource> quarantined(@Nullable Principal caller, @PathVariable UUID id) {
        return caller == null
                ? login("?next=/quarantine/" + id)
                : page("quarantined", HttpStatus.OK);
    }

    @GetMapping("/replay")
    ResponseEntity<Resource> replay(@Nullable Principal caller) {
        return caller == null ? login("?next=/replay") : page("replay", HttpStatus.OK);
    }

    @GetMapping("/alerts")
    ResponseEntity<Resource> alerts(@Nullable Principal caller) {
        return caller == null ? login("?next=/alerts") : page("alerts", HttpStatus.OK);
    }

    @GetMapping("/recipients")
    ResponseEntity<Resource> recipients(@Nullable Principal caller) {
        return caller == null ? login("?next=/recipients") : page("recipients", HttpStatus.OK);
    }

    @GetMapping("/login")
    ResponseEntity<Resource> login() {
        return page("login", HttpStatus.OK);
    }

    @GetMapping("/invitation")
    ResponseEntity<Resource> invitation() {
        return page("invitation", HttpStatus.OK);
    }

    @GetMapping("/confirm")
    ResponseEntity<Resource> confirm() {
        return page("confirm", HttpStatus.OK);
    }

    @GetMapping("/unsubscribe")
    ResponseEntity<Resource> unsubscribe() {
        return page("unsubscribe", HttpStatus.OK);
    }

    private static ResponseEntity<Resource> login(String query) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/login" + query))
                .build();
    }

    static ResponseEntity<Resource> page(String name, HttpStatus status) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .body(new ClassPathResource("pages/" + name + ".html"));
    }
}
