extern alias generators;

using System.Collections.Immutable;
using Mantle.Tests.Shared;
using Mantle.Wire.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Mantle.Wire.Tests;

public class ModelTests
{
    [Fact]
    public void Every_project_s_services_are_walked()
    {
        var models = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src", "Services"),
            "*.model",
            new EnumerationOptions { RecurseSubdirectories = true }
        );
        Assert.Equal(
            models
                .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "Model")
                .Select(file => ServiceModel.Parse(File.ReadAllText(file)).Namespace)
                .Distinct()
                .Order(StringComparer.Ordinal),
            Services.All.Select(service => service.Name)
        );
    }

    public static TheoryData<string> Names() => [.. Services.All.Select(service => service.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_finds_its_operations_by_their_names_as_they_are_written(string name)
    {
        var service = Services.All.Single(service => service.Name == name);
        Assert.NotEmpty(service.Model.Operations);
        Assert.All(
            service.Model.Operations,
            operation =>
            {
                Assert.Equal(operation.Name, service.Find(operation.Name)!.Name);
                Assert.Null(service.Find(operation.Name.ToLowerInvariant()));
            }
        );
    }

    [Fact]
    public void Facts_are_read_from_the_lines()
    {
        var service = ServiceModel.Parse(
            """
            service Test 1 query
            xmlns urn:test
            operation Put unsigned
              input In
              errors Gone
              pages from=Marker limit=Max next=Marker items=A,B
            string Name 1.. pattern [a b]+
            string Kind sensitive enum a b%20c
            list Names Name ..3 item=n flattened
            structure In
              Name! Name as=n
              Names Names
            error Gone code=IsGone status=410 sender
            overrides
            string Name 2..5
            optional In.Name
            required In.Names
            """
        );
        var operation = Assert.Single(service.Operations);
        Assert.True(operation.Anonymous);
        Assert.Equal(["A", "B"], operation.Pages!.Items);
        Assert.Equal(410, Assert.Single(operation.Errors).Error!.Status);
        var (name, names) = (operation.Input!.Members[0], operation.Input.Members[1]);
        Assert.Equal((2L, 5L, null), (name.Shape.Min, name.Shape.Max, name.Shape.Pattern));
        Assert.Equal(("n", false), (name.WireName, name.Required));
        Assert.True(names.Required);
        Assert.Equal((3L, "n", true), (names.Shape.Max, names.Shape.ItemName, names.Shape.Flattened));
        Assert.Same(name.Shape, names.Shape.Element);
        Assert.Equal(["a", "b c"], service.Shapes.Single(shape => shape.Name == "Kind").EnumValues);
    }

    [Theory]
    [InlineData("service Test 1 smtp", "line 1: unknown protocol smtp")]
    [InlineData("operation X", "line 1: the file must begin with its service")]
    [InlineData("service Test 1 query\nnonsense X", "line 2: unknown word nonsense")]
    [InlineData("service Test 1 query\noperation X\n  input Missing", "line 3: there is no shape Missing")]
    [InlineData("service Test 1 query\nstring X 1-2", "line 2: unknown word 1-2")]
    [InlineData("service Test 1 query\n  input X", "line 2: an indented line belongs to an operation or a structure")]
    [InlineData("service Test 1 query\noptional X.Y", "line 2: there is no member X.Y")]
    public void A_line_that_is_wrong_is_named(string text, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatException>(() => ServiceModel.Parse(text)).Message);

        var driver = CSharpGeneratorDriver
            .Create(new generators::Mantle.Generators.WireGenerator())
            .AddAdditionalTexts(ImmutableArray.Create<AdditionalText>(new ModelText(text)));
        var diagnostic = Assert.Single(driver.RunGenerators(CSharpCompilation.Create("Wire")).GetRunResult().Diagnostics);
        Assert.Equal("MANTLE001", diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    sealed class ModelText(string text) : AdditionalText
    {
        public override string Path => "test.model";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
