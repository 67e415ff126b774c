package io.rheostat.app.cli.analyse;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.Configurations;
import io.rheostat.config.settings.Configuration;
import io.rheostat.ingest.discovery.TargetFiles;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rheostat validate`.
@Command(
    name = "validate",
    description = "Checks a configuration folder and reports every problem.",
    footer = {"", "Example: rheostat validate --config my-config"})
public final class ValidateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    Configuration configuration = Configurations.load(common.config());
    int devices = configuration.fleet().devices().size();
    int pools = configuration.fleet().pools().size();
    int workloads = configuration.fleet().workloads().size();
    int presets = configuration.presets().size();
    TargetFiles.Looked files = TargetFiles.look(configuration.scrapeJobs());
    files.missing().forEach(missing -> System.err.println("warning: " + missing));
    if (!files.problems().isEmpty()) {
      files.problems().forEach(System.err::println);
      return 1;
    }
    System.out.println(
        common.json()
            ? "{\"devices\":%d,\"pools\":%d,\"workloads\":%d,\"presets\":%d}"
                .formatted(devices, pools, workloads, presets)
            : "all is well: %d device type(s), %d pool(s), %d workload(s), %d signal preset(s)"
                .formatted(devices, pools, workloads, presets));
    return 0;
  }
}
