package dev.optweave.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Curves over sizes, both axes logarithmic.
 *
 * @param title above the plot
 * @param across what the horizontal axis shows
 * @param up what the vertical axis shows
 * @param curves the curves
 */
public record Plot(String title, String across, String up, List<Curve> curves) {

    /** Letters are outlines, of points given to billionths: a hundredth is as much as one sees. */
    private static final Pattern UNSEEN = Pattern.compile("(\\.\\d\\d)\\d+");

    /** A named curve: as many values across as up, all positive. */
    public record Curve(String name, List<Double> across, List<Double> up) {
        public Curve {
            across = List.copyOf(across);
            up = List.copyOf(up);
        }
    }

    public Plot {
        curves = List.copyOf(curves);
    }

    /** Writes the plot as an SVG. */
    public void write(Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        XYChart chart =
                new XYChartBuilder()
                        .width(800)
                        .height(480)
                        .title(title)
                        .xAxisTitle(across)
                        .yAxisTitle(up)
                        .theme(ChartTheme.Matlab)
                        .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setPlotGridLinesStroke(new BasicStroke(0.3f));
        chart.getStyler().setPlotGridLinesColor(Color.LIGHT_GRAY);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
        curves.forEach(curve -> chart.addSeries(curve.name(), curve.across(), curve.up()));
        Files.createDirectories(file.getParent());
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, svg, VectorGraphicsFormat.SVG);
        String text = svg.toString(StandardCharsets.UTF_8);
        Files.writeString(file, UNSEEN.matcher(text).replaceAll("$1"));
    }
}
