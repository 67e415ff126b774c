package io.rheostat.benchmarks.folds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench folds`.
@Command(
    name = "folds",
    description = "Time and bytes of single steps of the pure folds, young and old (JMH).",
    footer = {"", "Example: rheostat bench folds --json"})
public final class FoldsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON: microseconds and bytes by step and age.")
  private boolean json;

  @Override
  public Integer call() throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(FoldBenchmark.class.getName());
    options.jvmArgsAppend("-XX:+UseG1GC");
    options.shouldFailOnError(true);
    options.addProfiler(GCProfiler.class);
    options.verbosity(json ? VerboseMode.SILENT : VerboseMode.NORMAL);
    Collection<RunResult> results = new Runner(options.build()).run();
    if (json) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      for (RunResult result : results) {
        String step =
            result.getPrimaryResult().getLabel() + result.getParams().getParam("ageSeconds") + "s";
        root.put(step + "Micros", result.getPrimaryResult().getScore());
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        if (bytes != null) {
          root.put(step + "Bytes", bytes.getScore());
        }
      }
      System.out.println(root.toPrettyString());
    }
    return 0;
  }
}
