package io.rheostat.app.cli;

import io.rheostat.model.log.Declaration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rheostat unfreeze`.
@Command(
    name = "unfreeze",
    description = "Lets a frozen workload change again.",
    footer = {"", "Example: rheostat unfreeze chat-32b"})
final class UnfreezeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "WORKLOAD", description = "The workload's name, or *.")
  private String workload = "";

  @Override
  public Integer call() throws Exception {
    String by = System.getProperty("user.name", "unknown");
    long revision = Declarations.publish(kafka, new Declaration.Change.Unfreeze(workload, by));
    System.out.println(
        common.json()
            ? "{\"revision\":" + revision + "}"
            : workload + " is unfrozen as of revision " + revision);
    return 0;
  }
}
