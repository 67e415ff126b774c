package io.rheostat.app.cli.operate;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.cli.option.UsageException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rheostat cancel`.
@Command(
    name = "cancel",
    description = "Cancels a submitted training job: its devices are released.",
    footer = {"", "Example: rheostat cancel resnet50 --kafka broker:9092"})
public final class CancelCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the job.")
  private String job = "";

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    return DeclarationPublisher.ask(kafka, common, operator -> operator.cancel(job));
  }
}
