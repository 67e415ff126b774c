package io.rheostat.app.cli.analyse;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.DeviceOptions;
import io.rheostat.app.cli.option.DeviceOptions.ChosenDevices;
import io.rheostat.app.cli.option.JobOptions;
import io.rheostat.app.cli.option.ModelOptions;
import io.rheostat.app.cli.option.TrafficOptions;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.cli.text.JobText;
import io.rheostat.app.cli.text.SizingNotes;
import io.rheostat.app.cli.text.SizingText;
import io.rheostat.config.catalogue.HuggingFaceConfig.PublishedModel;
import io.rheostat.core.sizing.JobRequest;
import io.rheostat.core.sizing.JobSizing;
import io.rheostat.core.sizing.ServiceSizing;
import io.rheostat.core.sizing.SizedJob;
import io.rheostat.core.sizing.SizedService;
import io.rheostat.core.sizing.SizingRequest;
import io.rheostat.model.resource.ModelShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat size`.
@Command(
    name = "size",
    description =
        "Sizes a service: device, precision, parallelism, replicas, host memory and disk for a"
            + " model under a traffic, by what each earns minus what it costs.",
    footer = {
      "",
      "Example: rheostat size --model models/qwen3-32b/config.json --rate 20/s --devices h100-sxm"
    })
public final class SizeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private DeviceOptions devices = new DeviceOptions();
  @Mixin private TrafficOptions traffic = new TrafficOptions();
  @Mixin private JobOptions job = new JobOptions();

  @Option(names = "--top", defaultValue = "8", description = "Lines of the table (8).")
  private int top;

  @Option(names = "--refused", description = "List what is refused, each with its number.")
  private boolean listRefused;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the best kind of each device as placements of a workload.")
  private Optional<Path> write = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (top < 1) {
      throw new UsageException("--top must be 1 or more.");
    }
    if (job.training() && write.isPresent()) {
      throw new UsageException("--write is for services, not for --training.");
    }
    PublishedModel published = model.model();
    ChosenDevices chosen = devices.devices(common.config());
    if (chosen.priced().isEmpty()) {
      throw new UsageException(
          "no price: "
              + String.join(", ", chosen.unpriced())
              + ". Give one, such as --price "
              + chosen.unpriced().getFirst()
              + "=3.10.");
    }
    return job.training() ? job(published, chosen) : service(published, chosen);
  }

  private int job(PublishedModel published, ChosenDevices chosen) throws UsageException {
    JobRequest request = job.request(published.shape());
    List<SizedJob> sized = JobSizing.of(request, chosen.priced().values());
    boolean any = sized.getFirst().isFeasible();
    if (common.json()) {
      System.out.println(JobText.json(sized));
      return any ? 0 : 1;
    }
    head(published, chosen);
    System.out.print(JobText.table(sized, top));
    if (listRefused || !any) {
      sized.stream()
          .filter(each -> !each.isFeasible())
          .forEach(
              each ->
                  System.out.printf(
                      "refused  %d x %s, %s, batch %d: %s%n",
                      each.width(),
                      each.device().name(),
                      each.sharding().name().toLowerCase(Locale.ROOT),
                      each.samplesPerWorker(),
                      each.refusal().orElse("")));
    }
    if (any && sized.getFirst().pace().netUsdPerHour() < 0) {
      System.out.println("even the best costs more than it earns: J is below 0");
    }
    System.out.println(
        "statistical efficiency of large batches is not in it: it is measured while the job runs");
    return any ? 0 : 1;
  }

  private int service(PublishedModel published, ChosenDevices chosen)
      throws UsageException, IOException {
    SizingRequest request = traffic.request(published.shape());
    double tokens = request.demand().inputTokens() + request.demand().outputTokens();
    if (published.contextTokens() > 0 && tokens > published.contextTokens()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "requests of %.0f tokens exceed the model's context of %d (max_position_embeddings)."
                  + " Lower --input or --output.",
              tokens,
              published.contextTokens()));
    }
    List<SizedService> sized = ServiceSizing.of(request, chosen.priced().values());
    if (sized.isEmpty()) {
      throw new UsageException(
          "none of " + String.join(", ", chosen.priced().keySet()) + " multiplies --precisions.");
    }
    if (common.json()) {
      System.out.println(SizingText.json(sized));
    } else {
      print(published, chosen, request, sized);
    }
    boolean any = sized.getFirst().isFeasible();
    if (write.isPresent() && any) {
      Files.writeString(write.get(), SizingText.yaml(sized, request.limits().qualities()));
    }
    return any ? 0 : 1;
  }

  private static void head(PublishedModel published, ChosenDevices chosen) {
    ModelShape shape = published.shape();
    System.out.printf(
        Locale.ROOT,
        "%.1f billion weights, %.0f KiB of KV cache a token%n",
        shape.parameters() / 1e9,
        shape.kvBytesPerToken() / 1024);
    published.assumptions().forEach(each -> System.out.println("assumed: " + each));
    if (!chosen.unpriced().isEmpty()) {
      System.out.println(
          "left out for want of a price (--price NAME=USD): "
              + String.join(", ", chosen.unpriced()));
    }
  }

  private void print(
      PublishedModel published,
      ChosenDevices chosen,
      SizingRequest request,
      List<SizedService> sized) {
    head(published, chosen);
    System.out.print(SizingText.table(sized, top));
    long refused = sized.stream().filter(each -> !each.isFeasible()).count();
    if (listRefused || !sized.getFirst().isFeasible()) {
      sized.stream()
          .filter(each -> !each.isFeasible())
          .forEach(
              each ->
                  System.out.printf(
                      "refused  %-24s %s%n", each.kind().name(), each.refusal().orElse("")));
    } else if (refused > 0) {
      System.out.println(refused + " kinds are refused: --refused lists them with their numbers");
    }
    SizingNotes.of(request, chosen.priced().values(), sized).forEach(System.out::println);
  }
}
