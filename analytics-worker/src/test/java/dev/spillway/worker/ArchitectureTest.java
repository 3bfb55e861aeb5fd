package dev.spillway.worker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.spillway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule workerMeetsOtherServicesInContractsOnly =
            noClasses()
                    .that()
                    .resideInAPackage("dev.spillway.worker..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.spillway.ingestion..",
                            "dev.spillway.app..",
                            "dev.spillway.provisioner..",
                            "dev.spillway.localcloud..",
                            "dev.spillway.launcher..")
                    .because("services meet in the parcel, the schema and the topics");

    @ArchTest
    static final ArchRule packagesAreFeatures =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "dev.spillway.worker..controller..",
                            "dev.spillway.worker..service..",
                            "dev.spillway.worker..repository..",
                            "dev.spillway.worker..dto..",
                            "dev.spillway.worker..util..")
                    .because("a package is named for what it does, not for its layer");

    @ArchTest
    static final ArchRule featuresDoNotDependOnEachOtherInCircles =
            slices().matching("dev.spillway.worker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule normalisersKnowNeitherDatabaseNorQueue =
            noClasses()
                    .that(are(resideInAPackage("dev.spillway.worker.normalise..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "org.springframework..", "software.amazon..")
                    .because("what a webhook says does not depend on where it is kept");

    @ArchTest
    static final ArchRule archiveKnowsNoDatabase =
            noClasses()
                    .that()
                    .resideInAPackage("dev.spillway.worker.archive..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..",
                            "org.springframework.jdbc..",
                            "dev.spillway.worker.store..",
                            "dev.spillway.worker.drain..")
                    .because("what is archived is what came, whatever became of it");

    @ArchTest
    static final ArchRule onlyTheDrainTouchesTheQueue =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.spillway.worker.store..",
                            "dev.spillway.worker.reject..",
                            "dev.spillway.worker.quarantine..",
                            "dev.spillway.worker.rollup..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.awspring..", "software.amazon..")
                    .because("storing is the same whatever brought the parcel");
}
