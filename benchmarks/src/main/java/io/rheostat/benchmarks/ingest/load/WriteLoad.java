package io.rheostat.benchmarks.ingest.load;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Sends round after round to one receiver, four requests in flight. Each sender takes the next
/// request in turn; a request waits for its own answer of the round before, so the times of a
/// series only grow. Samples are dated by the real clock: a receiver that checks the age of a
/// sample must do all of its work for it.
public final class WriteLoad implements AutoCloseable {
  public static final int IN_FLIGHT = 4;
  private static final Duration RECONNECT = Duration.ofMillis(100);

  private final List<WriteRequest> requests;
  private final InstantSource clock;
  private final int port;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLongArray rounds;
  private final ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT);

  /// @param port of the receiver on this machine
  public WriteLoad(List<WriteRequest> requests, InstantSource clock, int port) {
    this.requests = List.copyOf(requests);
    this.rounds = new AtomicLongArray(requests.size());
    this.clock = clock;
    this.port = port;
  }

  /// Sends the first request of round 0 alone, to see whether the receiver takes it.
  public LoadConnection.Answer probe() throws IOException {
    WriteRequest request = requests.getFirst();
    byte[] body = new byte[request.compressedLimit()];
    try (LoadConnection connection = LoadConnection.open(port)) {
      request.move(0, clock.millis());
      return connection.post(body, request.compress(body));
    }
  }

  /// Sends load for a duration.
  public SentLoad drive(Duration length) throws IOException, InterruptedException {
    SenderTally tally = new SenderTally();
    long start = System.nanoTime();
    long end = start + length.toNanos();
    List<Future<?>> senders = new ArrayList<>();
    for (int i = 0; i < IN_FLIGHT; i++) {
      senders.add(
          threads.submit(
              () -> {
                new Sender(tally, end).run();
                return true;
              }));
    }
    for (Future<?> sender : senders) {
      await(sender);
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new SentLoad(tally.samples(), tally.bytes(), elapsed, tally.others(), tally.failures());
  }

  private static void await(Future<?> sender) throws IOException, InterruptedException {
    try {
      sender.get();
    } catch (ExecutionException e) {
      throw new IOException("a sender failed", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /// One of the four: a connection and a buffer of its own.
  private final class Sender {
    private final SenderTally tally;
    private final long endNanos;
    private final byte[] body =
        new byte[requests.stream().mapToInt(WriteRequest::compressedLimit).max().orElse(0)];

    Sender(SenderTally tally, long endNanos) {
      this.tally = tally;
      this.endNanos = endNanos;
    }

    private boolean isOver() {
      return System.nanoTime() - endNanos >= 0;
    }

    void run() throws InterruptedException {
      while (!isOver()) {
        try (LoadConnection connection = LoadConnection.open(port)) {
          while (!isOver()) {
            take(connection);
          }
        } catch (IOException _) {
          // Counted; the load goes on over a new connection, as a Prometheus does.
          tally.failed();
          Thread.sleep(RECONNECT);
        }
      }
    }

    private void take(LoadConnection connection) throws IOException, InterruptedException {
      int turn = (int) (next.getAndIncrement() % requests.size());
      WriteRequest request = requests.get(turn);
      synchronized (request) {
        // Counted by request: two senders waiting for a slow answer may come in any order.
        long round = rounds.getAndIncrement(turn);
        request.move(round, clock.millis());
        int length = request.compress(body);
        LoadConnection.Answer answer = connection.post(body, length);
        while (answer.isLater() && !isOver()) {
          tally.refused(answer.status());
          pause(answer.retryAfter());
          answer = connection.post(body, length);
        }
        if (answer.isTaken()) {
          tally.taken(request.samples(), length);
        } else {
          tally.refused(answer.status());
        }
      }
    }

    private void pause(Duration wanted) throws InterruptedException {
      Duration left = Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
      Thread.sleep(wanted.compareTo(left) < 0 ? wanted : left);
    }
  }
}
