package io.rheostat.app.cli.operate;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rheostat approve`.
@Command(
    name = "approve",
    description = "Approves a proposal, or rejects it; rheostat status lists the open " + "ones.",
    footer = {"", "Example: rheostat approve chat-32b/3.17"})
public final class ApproveCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "ID", description = "The proposal: WORKLOAD/REVISION.COUNTER.")
  private String id = "";

  @Option(names = "--reject", description = "Drop it instead.")
  private boolean reject;

  @Override
  public Integer call() throws Exception {
    return DeclarationPublisher.ask(
        kafka, common, operator -> operator.answer(id, !reject, DeclarationPublisher.user()));
  }
}
