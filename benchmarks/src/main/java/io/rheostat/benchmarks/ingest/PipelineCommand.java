package io.rheostat.benchmarks.ingest;

import io.rheostat.app.demo.Folders;
import io.rheostat.benchmarks.ingest.load.LoadReplica;
import io.rheostat.benchmarks.ingest.load.RequestBuilder;
import io.rheostat.benchmarks.ingest.load.WriteRequest;
import io.rheostat.benchmarks.ingest.receiver.FleetFolder;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.yaml.ConfigException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `rheostat bench pipeline`: the limit of `bench ingest`.
@Command(
    name = "pipeline",
    description =
        "What a pushed sample costs without HTTP and Kafka: 60,000 series as in 'bench ingest', one"
            + " thread, the CPU time of the thread. Each line does what the lines before it do.",
    footer = {"", "Example: rheostat bench pipeline"})
public final class PipelineCommand implements Callable<Integer> {
  private static final int REPLICAS = 1000;
  private static final int SERIES_PER_REQUEST = 500;
  private static final int WARM_UP_ROUNDS = 60;
  private static final int ROUNDS = 60;

  /// For the command line.
  public PipelineCommand() {}

  @Override
  public Integer call() throws IOException, ConfigException {
    Path folder = Files.createTempDirectory("rheostat-bench");
    try {
      FleetFolder.write(folder, REPLICAS / LoadReplica.PER_WORKLOAD);
      Configuration declared = ConfigLoader.load(folder);
      List<WriteRequest> requests = RequestBuilder.build(REPLICAS, SERIES_PER_REQUEST, 1);
      for (Pipeline.Depth depth : Pipeline.Depth.values()) {
        System.out.println(line(new Pipeline(declared, depth), depth, requests));
      }
      return 0;
    } finally {
      Folders.delete(folder);
    }
  }

  private static String line(Pipeline pipeline, Pipeline.Depth depth, List<WriteRequest> requests)
      throws IOException {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      send(pipeline, round, requests);
    }
    long readings = pipeline.readings();
    long bytes = pipeline.bytes();
    long nanos = 0;
    for (int round = 0; round < ROUNDS; round++) {
      nanos += send(pipeline, WARM_UP_ROUNDS + round, requests);
    }
    readings = pipeline.readings() - readings;
    double samples = ROUNDS * (double) requests.stream().mapToInt(WriteRequest::samples).sum();
    return String.format(
        Locale.ROOT,
        "%-7s %9.0f samples per CPU-second, %5.1f us a reading of %.0f samples, %5.0f bytes"
            + " written",
        depth.name().toLowerCase(Locale.ROOT),
        samples * 1e9 / nanos,
        nanos / 1e3 / readings,
        samples / readings,
        (pipeline.bytes() - bytes) / (double) readings);
  }

  /// Returns the CPU time of one round in nanoseconds, without the building of its bodies.
  private static long send(Pipeline pipeline, long round, List<WriteRequest> requests)
      throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (WriteRequest request : requests) {
      request.move(round, System.currentTimeMillis());
      byte[] buffer = new byte[request.compressedLimit()];
      byte[] body = Arrays.copyOf(buffer, request.compress(buffer));
      long before = threads.getCurrentThreadCpuTime();
      pipeline.take(body);
      nanos += threads.getCurrentThreadCpuTime() - before;
    }
    return nanos;
  }
}
