package io.rheostat.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.concurrent.Callable;
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
    description = "Time of single steps of the pure folds (JMH).",
    footer = {"", "Example: rheostat bench folds --json"})
final class FoldsCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(names = "--json", description = "Print JSON: microseconds by step.")
  private boolean json;

  @Override
  public Integer call() throws RunnerException {
    if (help) {
      return 0;
    }
    OptionsBuilder options = new OptionsBuilder();
    options.include(FoldBenchmark.class.getName());
    options.jvmArgsAppend("-XX:+UseG1GC");
    options.shouldFailOnError(true);
    options.verbosity(json ? VerboseMode.SILENT : VerboseMode.NORMAL);
    Collection<RunResult> results = new Runner(options.build()).run();
    if (json) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      for (RunResult result : results) {
        root.put(
            result.getPrimaryResult().getLabel() + "Micros", result.getPrimaryResult().getScore());
      }
      System.out.println(root.toPrettyString());
    }
    return 0;
  }
}
