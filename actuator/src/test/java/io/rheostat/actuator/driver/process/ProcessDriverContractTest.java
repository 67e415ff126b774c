package io.rheostat.actuator.driver.process;

import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.DriverContract;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// Its workers are processes that only wait: what is promised here does not need ready ones.
final class ProcessDriverContractTest extends DriverContract {
  @TempDir private Path scratch;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Workers workers = new Workers(http);
  private Optional<ProcessDriver> driver = Optional.empty();
  private Optional<Owner> owner = Optional.empty();

  @AfterEach
  void close() throws IOException {
    if (driver.isPresent()) {
      driver.get().close();
    }
    http.close();
  }

  @Override
  protected Driver driver(Owner wanted) {
    if (driver.isPresent() && owner.equals(Optional.of(wanted))) {
      return driver.get();
    }
    try {
      if (driver.isPresent()) {
        driver.get().close(); // no two may live on one folder
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    owner = Optional.of(wanted);
    ProcessDriver opened =
        new ProcessDriver(scratch.resolve("processes"), http, InstantSource.system(), wanted);
    driver = Optional.of(opened);
    return opened;
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
