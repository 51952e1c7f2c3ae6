using Microsoft.CodeAnalysis;
using static Mantle.Wire.Tests.LampsGenerator;

namespace Mantle.Wire.Tests;

public class OperationGeneratorTests
{
    const string GetLamp = """
        namespace Mantle.Lamps.Reading
        {
            [Operation]
            static class GetLamp
            {
                public static Access Requires(string r, Call c) => new();
                public static string Execute(string r, Call c) => "on";
            }
        }

        """;

    [Fact]
    public void An_operation_that_reads_is_listed_in_the_module_of_its_namespace()
    {
        var list = Run(GetLamp);
        Assert.Contains("partial class LampsModule", list);
        Assert.Contains("\"GetLamp\" => NewGetLamp(),", list);
        Assert.Contains(
            "Steps(global::Mantle.Wire.Lamps.Operations.GetLamp, false)"
                + ".Requires(global::Mantle.Lamps.Reading.GetLamp.Requires).Read(global::Mantle.Lamps.Reading.GetLamp.Execute)",
            list
        );
    }

    [Fact]
    public void Steps_come_in_the_order_in_which_they_are_taken()
    {
        var list = Run(
            """
            namespace Mantle.Lamps
            {
                [Operation(IssuesCredentials = true)]
                static class DeleteLamp
                {
                    public static void Execute(string r, Change change) { }
                    public static ValueTask<int> WorkAsync(string r, Call c, CancellationToken cancellation) => new(1);
                    public static string Writes(string r, Call c) => r;
                    public static ValueTask<Access> RequiresAsync(string r, Call c, CancellationToken cancellation) => new(new Access());
                    public static ValueTask<int> PrepareAsync(string r, Call c, CancellationToken cancellation) => new(1);
                }
            }
            """
        );
        Assert.Contains("DeleteLamp, true).Prepare(global", list);
        Assert.Matches(@"\.Prepare\(.*\.RequiresAsync\(.*\.Writes\(.*\.Work\(.*\.Write\(", list);
    }

    [Fact]
    public void A_class_with_a_constructor_gets_the_parts_that_it_names()
    {
        var list = Run(
            """
            namespace Mantle.Lamps
            {
                public sealed class Switch;

                [Operation]
                sealed class DeleteLamp(Switch lamps)
                {
                    public static Access Requires(string r, Call c) => new();
                    public Task ExecuteAsync(string r, Call c, CancellationToken cancellation) => Task.FromResult(lamps);
                }
            }
            """
        );
        Assert.Contains("Join(new global::Mantle.Lamps.DeleteLamp(Parts.Get<global::Mantle.Lamps.Switch>()), operation => Steps(", list);
        Assert.Contains(".Requires(global::Mantle.Lamps.DeleteLamp.Requires).Run(operation.ExecuteAsync)", list);
    }

    [Fact]
    public void A_module_without_operations_lists_none()
    {
        var list = Run("");
        Assert.Contains("Create(string name) => name switch", list);
        Assert.DoesNotContain("New", list);
    }

    [Theory]
    [InlineData("MANTLE101", "Mantle.Nowhere", "GetLamp", "")]
    [InlineData("MANTLE103", "Mantle.Lamps", "GetLamp", "public static Access Requires(string r, Call c) => new();")]
    [InlineData(
        "MANTLE104",
        "Mantle.Lamps",
        "GetLamp",
        "public static Access Requires(string r, Call c) => new(); static string Execute(string r, Call c) => r;"
    )]
    [InlineData(
        "MANTLE104",
        "Mantle.Lamps",
        "GetLamp",
        "public static Access Requires(string r) => new(); public static string Execute(string r, Call c) => r;"
    )]
    public void What_is_wrong_with_a_class_is_a_diagnostic_at_its_name(string id, string @namespace, string name, string members)
    {
        var source = $"namespace {@namespace} {{ [Operation] static class {name} {{ {members} }} }}";
        var diagnostic = Assert.Single(Generate(source).Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(name, (Service + source).Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void An_operation_that_the_model_does_not_have_does_not_compile()
    {
        var (_, _, compilation) = Generate(GetLamp.Replace("GetLamp", "GetLamps", StringComparison.Ordinal));
        Assert.Contains(compilation.GetDiagnostics(), diagnostic => diagnostic.Id == "CS0117");
    }

    [Fact]
    public void A_second_class_for_an_operation_is_refused()
    {
        var again = GetLamp.Replace("Lamps.Reading", "Lamps.Again", StringComparison.Ordinal);
        Assert.Equal("MANTLE106", Assert.Single(Generate(GetLamp + again).Diagnostics).Id);
    }

    [Fact]
    public void An_edit_inside_a_method_does_not_make_the_list_again()
    {
        var (driver, compilation) = Driver(GetLamp);
        driver = driver.RunGenerators(compilation);
        var edited = GetLamp.Replace("\"on\"", "\"off\"", StringComparison.Ordinal);
        var tree = compilation.SyntaxTrees.Single();
        var run = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, Parse(edited))).GetRunResult();
        Assert.All(
            run.Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason)
        );
    }
}
