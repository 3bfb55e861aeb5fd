package dev.spillway.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import javax.sql.DataSource;

@AnalyzeClasses(packages = "dev.spillway.app", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule SERVICES_MEET_IN_THE_WIRE_CONTRACT =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.spillway.ingestion..",
                            "dev.spillway.worker..",
                            "dev.spillway.provisioner..",
                            "dev.spillway.localcloud..")
                    .because("services share platform/ and nothing else");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FEATURES =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..controller..",
                            "..service..",
                            "..repository..",
                            "..dto..",
                            "..util..")
                    .because("packages are named for what they are about");

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CIRCLE =
            slices().matching("dev.spillway.app.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_ELSE_TOUCHES_A_DATA_SOURCE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.spillway.app.database")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(DataSource.class)
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.springframework.jdbc.core.JdbcTemplate")
                    .because("a TenantDatabase or DashboardDatabase sees one tenant only");

    @ArchTest
    static final ArchRule ONLY_LOGINS_AND_LINKS_LOOK_BEFORE_A_TENANT_IS_KNOWN =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.spillway.app.database",
                            "dev.spillway.app.session",
                            "dev.spillway.app.invitation",
                            "dev.spillway.app.subscription",
                            "dev.spillway.app.apikey")
                    .should()
                    .dependOnClassesThat()
                    .haveSimpleName("IdentityDatabase")
                    .because("everything else is read for a tenant");
}
