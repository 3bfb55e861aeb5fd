package dev.spillway.worker.mail;

import java.net.URI;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** Whether there is an SMTP server, and how mails look. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailProperties.class)
class MailConfiguration {

    /** Without a server what is to be mailed waits for one, and is given up like the rest. */
    @Bean
    Mailer mailer(
            @Value("${spring.mail.host:}") String host,
            ObjectProvider<JavaMailSender> sender,
            MailProperties mail,
            Clock clock) {
        if (host.isBlank()) {
            return _ -> new MailResult.Deferred("email_not_set_up");
        }
        if (mail.from() == null || mail.from().isBlank()) {
            throw new IllegalStateException(
                    "spring.mail.host is set: set spillway.mail.from to the address that mails come from");
        }
        return new SmtpMailer(
                sender.getObject(), new MailWriter(mail.from(), clock), mail.timeout());
    }

    @Bean
    AppLinks appLinks(@Value("${spillway.app.public-url}") URI app) {
        return new AppLinks(app);
    }

    @Bean
    Wording wording(AppLinks links) {
        return new Wording(links);
    }
}
