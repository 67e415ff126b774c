package io.rheostat.app.demo;

import io.rheostat.app.testing.Blocks;
import io.rheostat.app.testing.Tool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The daemons of one run, with the page's blocks about this machine.
final class Daemons implements AutoCloseable {
  private final Blocks page;
  private final Path folder;
  private final PushedRun run;
  private final InetSocketAddress alertmanager = StockPrometheus.freeAddress();
  private final List<Tool> started = new ArrayList<>();

  private Daemons(Blocks page, Path folder, PushedRun run) throws IOException {
    this.page = page;
    this.folder = folder;
    this.run = run;
  }

  static Daemons start(Blocks page, Path folder, PushedRun run) throws IOException {
    Daemons daemons = new Daemons(page, folder, run);
    daemons.startAlertmanager();
    return daemons;
  }

  private void startAlertmanager() throws IOException {
    Path own = Files.createDirectory(folder.resolve("alertmanager"));
    Path config =
        page.write(
            "alertmanager.yml",
            own,
            Map.of(
                "rheostat.example:8471",
                run.ingestAddress(),
                "/etc/alertmanager/rheostat-token",
                token(own, "alertmanager")));
    Tool process =
        Tool.start(
            own.resolve("alertmanager.out"),
            List.of(
                "prometheus-alertmanager",
                "--config.file=" + config,
                "--storage.path=" + own.resolve("data"),
                "--web.listen-address=127.0.0.1:" + alertmanager.getPort(),
                "--cluster.listen-address="));
    started.add(process);
    StockPrometheus.awaitReady(process, alertmanager);
  }

  StockPrometheus prometheus(String name) throws IOException {
    Path own = Files.createDirectory(folder.resolve("prometheus-" + name));
    Path rules = page.write("rheostat-rules.yml", own, Map.of());
    Map<String, String> words =
        Map.of(
            "scrape_interval: 5s",
            "scrape_interval: 1s",
            "prometheus_replica: a",
            "prometheus_replica: " + name,
            "/etc/prometheus/rheostat-rules.yml",
            rules.toString(),
            "alertmanager.example:9093",
            "127.0.0.1:" + alertmanager.getPort(),
            "/etc/prometheus/targets",
            run.discovery().toString(),
            "rheostat.example:8471",
            run.ingestAddress(),
            "/etc/prometheus/rheostat-token",
            token(own, "prometheus"));
    StockPrometheus prometheus =
        StockPrometheus.start(own, page.write("prometheus.yml", own, words));
    started.add(prometheus.process());
    return prometheus;
  }

  private String token(Path own, String name) throws IOException {
    String token =
        page.get("tokens.txt")
            .lines()
            .filter(line -> line.startsWith(name + " "))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .findFirst()
            .orElseThrow();
    return Files.writeString(own.resolve("rheostat-token"), token).toString();
  }

  @Override
  public void close() {
    started.reversed().forEach(Tool::close);
  }
}
