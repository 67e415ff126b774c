package io.rheostat.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.cli.operate.UpCommand;
import io.rheostat.app.cli.option.Configurations;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.testing.Cli;
import io.rheostat.config.testing.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers to somebody who types a command.
class CommandsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "up",
        "plan",
        "simulate",
        "status",
        "explain",
        "tail",
        "export",
        "validate",
        "init",
        "approve",
        "freeze",
        "unfreeze"
      })
  void helpShowsAnExampleThatNamesTheCommand(String command) {
    Cli help = Cli.run(command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Example: rheostat " + command);
    assertThat(help.errors()).isEmpty();
  }

  @Test
  void helpListsTheCommands() {
    Cli help = Cli.run("--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Example: rheostat demo", "bench", "replay", "validate");
  }

  @Test
  void theVersionNamesProgramAndJava() {
    Cli version = Cli.run("--version");

    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("rheostat ").contains("Java " + Runtime.version());
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    Cli completion = Cli.run("completion");

    assertThat(completion.code()).isZero();
    assertThat(completion.out()).contains("complete -F", "simulate", "--page-port");
  }

  @Test
  void initWritesAFolderThatIsSoundAndResizesNothing() throws IOException {
    String made = folder.resolve("made").toString();
    Cli init = Cli.run("init", made, "--workload", "code", "--device", "l40s", "--devices", "4");

    assertThat(init.errors()).isEmpty();
    assertThat(init.out()).contains("1 workload in pool default", "rheostat up --config " + made);
    assertThat(Cli.run("validate", "--config", made).out()).contains("all is well", "1 workload");
    assertThat(Files.readString(folder.resolve("made/fleet/code.yaml"))).contains("mode: observe");
    assertThat(Cli.run("init", made).errors()).contains("is there already");
    assertThat(Cli.run("init", made + "2", "--device", "tpu").errors())
        .contains("h100-sxm, a100-80gb, l40s");
    assertThat(Cli.run("init", made + "2", "--namespace", "No Name").errors())
        .contains("is no name");
  }

  @Test
  void loadRefusesWhatWouldSendNothing() {
    String missing = folder.resolve("none.json").toString();

    assertThat(Cli.run("load", "--targets", missing).errors()).contains("is no file");
    assertThat(Cli.run("load", "--targets", missing, "--output", "0").errors())
        .contains("must be 1 or more");
    assertThat(Cli.run("load", "--targets", missing, "--for", "0s").code()).isNotZero();
  }

  @Test
  void noCommandIsNotUnderstood() {
    assertThat(Cli.run().code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo --sped 60",
        "demo --duration tomorrow",
        "plan --jason",
        "up --role cook",
        "export",
        "explain",
        "flip"
      })
  void whatIsNotUnderstoodExitsWithTwoAndSaysWhat(String line) {
    Cli refused = Cli.run(line.split(" "));

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.errors()).isNotBlank().doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "control,ingest,streams,actuator",
        "CONTROL,INGEST,STREAMS,ACTUATOR",
        "Control,ingest,STREAMS,actuator"
      })
  void rolesAreTakenInAnyCase(String roles) {
    assertThat(parsed("up", "--role", roles).roles()).containsExactly(Role.values());
  }

  @Test
  void onlyTheRolesAskedForRun() {
    assertThat(parsed("up", "--kafka", "broker:9092", "--role", "streams,actuator").roles())
        .containsExactly(Role.STREAMS, Role.ACTUATOR);
    assertThat(parsed("up").roles()).containsExactly(Role.values());
  }

  private static UpCommand parsed(String... arguments) {
    return (UpCommand) Commands.line().parseArgs(arguments).subcommand().commandSpec().userObject();
  }

  @Test
  void validateCountsWhatIsShipped() {
    Cli valid = Cli.run("validate");

    assertThat(valid.code()).isZero();
    assertThat(valid.out()).contains("workload", "all is well");
  }

  @Test
  void validateNamesFileLineAndKey() throws IOException {
    String good =
        Files.readString(Shipped.config("scenarios/worked-example/fleet/worked-example.yaml"));
    Path fleet = Files.createDirectories(folder.resolve("fleet"));
    Files.writeString(fleet.resolve("mine.yaml"), good.replace("alpha: 12000", "alfa: 12000"));

    Cli refused = Cli.run("validate", "--config", folder.toString());

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.errors())
        .containsPattern(
            "fleet/mine\\.yaml:\\d+: spec\\.alfa: unknown key\\. Did you mean alpha\\?");
    assertThat(refused.errors()).doesNotContain("\tat ");
  }

  @Test
  void replayOfAFolderWithoutARecordingSaysHowToMakeOne() {
    Cli refused = Cli.run("replay", "--log", folder.toString());

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.errors()).contains(folder + " holds no recording. Make one with");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "explain chat",
        "tail decisions",
        "export --out x",
        "freeze *",
        "approve chat/1.2"
      })
  void whatNeedsARunningProgramSaysThatNoneRuns(String line) {
    String[] words = (line + " --data " + folder).split(" ");

    Cli refused = Cli.run(words);

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.errors()).contains("nothing runs on " + folder, "rheostat up");
  }

  @Test
  void demoRefusesATraceThatIsNotThere() {
    Cli refused = Cli.run("demo", "--trace", folder.resolve("trace.csv").toString());

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.errors()).contains("trace.csv is no file");
  }

  @Test
  void planShowsTheWorkedExampleAndWhereItFlips() {
    Cli plan = Cli.run("plan", "--config", Shipped.config("scenarios/worked-example").toString());

    assertThat(plan.code()).isZero();
    assertThat(plan.out()).contains("596.09", "1,192.19", "11,921.875", "10,207.81");
    assertThat(plan.out()).containsPattern("chosen\\s+1 x tpu");
  }

  @Test
  void planGivesTheWorkedExampleToMachines() throws IOException {
    Cli plan =
        Cli.run(
            "plan", "--json", "--config", Shipped.config("scenarios/worked-example").toString());

    JsonNode workload = new ObjectMapper().readTree(plan.out()).path(0);
    assertThat(workload.path("flipsAtAlphaOverBeta").asDouble())
        .isCloseTo(11_921.875, within(1e-6));
    assertThat(workload.path("flipsTo").asText()).isEqualTo("1 x gpu");
    assertThat(workload.path("chosen").path("costUsdPerHour").asDouble()).isEqualTo(1_192.1875);
    assertThat(workload.path("losing").path(0).path("costUsdPerHour").asDouble())
        .isEqualTo(596.09375);
    assertThat(workload.path("chosen").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "allocation",
            "device",
            "parallelism",
            "memoryGib",
            "diskGib",
            "replicas",
            "performance",
            "valueUsdPerHour",
            "costUsdPerHour",
            "changeUsdPerHour",
            "netUsdPerHour",
            "shortfallUsdPerHour",
            "attainment");
  }

  @Test
  void planOfWhatIsShippedIsATableOfEveryWorkload() throws Exception {
    Cli plan = Cli.run("plan");

    assertThat(plan.code()).isZero();
    assertThat(plan.out()).contains("WORKLOAD", "COST $/h", "all together: ");
    Configurations.load(Shipped.root().resolve("config"))
        .fleet()
        .workloads()
        .keySet()
        .forEach(
            workload ->
                assertThat(plan.out()).containsPattern("(?m)^" + workload + "\\s+chosen\\s+\\d"));
  }
}
