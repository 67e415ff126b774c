package io.rheostat.app.cli.operate;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.cli.option.UsageException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rheostat withdraw`.
@Command(
    name = "withdraw",
    description = "Withdraws a declaration of an instance that no longer runs.",
    footer = {
      "",
      "Files that still declare it do so again when they change.",
      "Example: rheostat withdraw workload/chat-32b"
    })
public final class WithdrawCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(
      paramLabel = "KEY",
      description = "workload/NAME, pool/NAME, device/NAME or profile/NAME.")
  private String key = "";

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    return DeclarationPublisher.ask(kafka, common, operator -> operator.withdraw(key));
  }
}
