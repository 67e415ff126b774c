package io.rheostat.actuator.driver.process;

import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.DriverContract;
import io.rheostat.model.fleet.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Its workers are processes that only wait: what is promised here does not need ready ones.
final class ProcessDriverContractTest extends DriverContract {
  @TempDir private Path scratch;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Workers workers = new Workers(http);
  private ProcessDriver driver = new ProcessDriver(Path.of(""), http, InstantSource.system());

  @BeforeEach
  void open() {
    driver = new ProcessDriver(scratch.resolve("processes"), http, InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    driver.close();
    http.close();
  }

  @Override
  protected Driver driver() {
    return driver;
  }

  @Override
  protected Target target() {
    SortedMap<String, String> settings = workers.command("sleep", "600");
    settings.put("atExit", "stop");
    return new Target("process", settings);
  }

  @Override
  protected void breakTarget() {
    try {
      Files.delete(scratch.resolve("processes/lock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
