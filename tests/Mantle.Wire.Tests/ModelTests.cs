extern alias generators;

using System.Collections.Immutable;
using Mantle.Wire.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Mantle.Wire.Tests;

public class ModelTests
{
    [Theory]
    [InlineData("Iam", "iam", "2010-05-08", 176)]
    [InlineData("Sts", "sts", "2011-06-15", 11)]
    [InlineData("Admin", "mantle", "2026-01-01", 6)]
    public void A_service_has_all_its_operations(string name, string signingName, string version, int operations)
    {
        var service = Assert.IsType<ServiceInfo>(Services.Find(signingName));
        Assert.Equal(name, service.Name);
        Assert.Equal(version, service.Version);
        Assert.Equal(operations, service.Model.Operations.Count);
        Assert.All(service.Model.Operations, operation => Assert.Equal(operation.Name, service.Find(operation.Name)!.Name));
        Assert.Null(service.Find("createuser"));
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
