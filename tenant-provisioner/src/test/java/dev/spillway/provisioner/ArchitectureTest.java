package dev.spillway.provisioner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.time.Instant;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "dev.spillway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule servicesShareThePlatformOnly =
            noClasses()
                    .that()
                    .resideInAPackage("dev.spillway.provisioner..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.spillway.ingestion..",
                            "dev.spillway.worker..",
                            "dev.spillway.app..",
                            "dev.spillway.localcloud..",
                            "dev.spillway.launcher..");

    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("dev.spillway.provisioner.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesAreFeatures =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..controller..",
                            "..service..",
                            "..dto..",
                            "..util..",
                            "..repository..");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses()
                    .that()
                    .resideInAPackage("dev.spillway.provisioner..")
                    .should()
                    .haveNameMatching(".*(Impl|Helper|Manager|Utils?|Data)");

    @ArchTest
    static final ArchRule controllersAreNobodysToCall =
            classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule onlyTheOutboxKnowsTopics =
            noClasses()
                    .that()
                    .resideInAPackage("dev.spillway.provisioner..")
                    .and()
                    .resideOutsideOfPackage("..outbox..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("software.amazon..", "io.awspring..");

    @ArchTest
    static final ArchRule rowsAreNotAnswers =
            noClasses()
                    .that()
                    .areAnnotatedWith(Entity.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework.web..", "io.swagger..");

    @ArchTest
    static final ArchRule timeComesFromTheClock =
            noClasses()
                    .that()
                    .resideInAPackage("dev.spillway.provisioner..")
                    .should()
                    .callMethod(Instant.class, "now")
                    .because("the Clock ticks in the database's milliseconds");
}
