package io.rheostat.app.cli.analyse;

import io.rheostat.app.cli.option.DurationConverter;
import io.rheostat.app.worker.Worker;
import io.rheostat.model.resource.EngineProfile;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat worker`.
@Command(
    name = "worker",
    description =
        "Serves a simulated inference replica in real time, with vLLM's metrics "
            + "page, for the process driver on machines without a GPU.",
    footer = {"", "Example: rheostat worker --port 8100"})
public final class WorkerCommand implements Callable<Integer> {
  private static final Duration MOST_DRAINING = Duration.ofSeconds(60);

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(names = "--port", required = true, description = "Where it listens.")
  private int port;

  @Option(
      names = "--listen",
      defaultValue = "127.0.0.1",
      description = "Address to listen on, such as 0.0.0.0 in a container (default: 127.0.0.1).")
  private String listen = "127.0.0.1";

  @Option(names = "--model", defaultValue = "chat", description = "Model name on its page.")
  private String model = "chat";

  @Option(
      names = "--startup",
      defaultValue = "3s",
      converter = DurationConverter.class,
      description = "From start to ready (default: 3s).")
  private Duration startup = Duration.ofSeconds(3);

  @Option(
      names = "--base",
      defaultValue = "40ms",
      converter = DurationConverter.class,
      description = "Time of an iteration (default: 40ms).")
  private Duration base = Duration.ofMillis(40);

  @Option(
      names = "--per-prefill-token-micros",
      defaultValue = "100",
      description = "Added by each prompt token (default: 100).")
  private double prefillMicros;

  @Option(
      names = "--max-sequences",
      defaultValue = "8",
      description = "Most requests at once (default: 8).")
  private int maxSequences;

  @Override
  public Integer call() throws Exception {
    if (help) {
      return 0;
    }
    EngineProfile profile =
        new EngineProfile(
            base.toMillis() / 1e3, 0, 0, prefillMicros / 1e6, 40_000, maxSequences, 2048);
    Worker worker =
        Worker.start(
            new Worker.Settings(new InetSocketAddress(listen, port), model, startup, profile));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      drain(worker);
                      stopped.countDown();
                    }));
    System.out.println("listens on " + listen + ":" + worker.port());
    stopped.await();
    return 0;
  }

  private static void drain(Worker worker) {
    try {
      System.out.println("drains");
      worker.drain(MOST_DRAINING);
      System.out.println("ends");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      worker.close();
    }
  }
}
