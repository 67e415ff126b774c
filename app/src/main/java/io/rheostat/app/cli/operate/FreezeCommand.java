package io.rheostat.app.cli.operate;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rheostat freeze`.
@Command(
    name = "freeze",
    description =
        "Freezes a workload: nothing changes until it is unfrozen; * stands for " + "all.",
    footer = {"", "Example: rheostat freeze chat-32b"})
public final class FreezeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "WORKLOAD", description = "The workload's name, or *.")
  private String workload = "";

  @Override
  public Integer call() throws Exception {
    return DeclarationPublisher.ask(
        kafka, common, operator -> operator.freeze(workload, DeclarationPublisher.user()));
  }
}
