extern alias generators;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mantle.Wire.Tests;

/// <summary>The generator of operations, run over a service of lamps.</summary>
static class LampsGenerator
{
    // What a service's project has around its operations, in the smallest form that compiles.
    public const string Service = """
        global using System;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Mantle.Core.Modules;
        global using Mantle.Core.Operations;

        namespace Mantle.Core.Operations
        {
            [AttributeUsage(AttributeTargets.Class)]
            sealed class OperationAttribute : Attribute
            {
                public bool IssuesCredentials { get; set; }
            }

            public sealed class Operation;
            public sealed class Call;
            public sealed class Change;
            public sealed class Access;

            public sealed class Steps
            {
                public Steps Prepare<T>(Func<string, Call, CancellationToken, ValueTask<T>> method) => this;
                public Steps Requires(Func<string, Call, Access> method) => this;
                public Steps RequiresAsync(Func<string, Call, CancellationToken, ValueTask<Access>> method) => this;
                public Steps Work<T>(Func<string, Call, CancellationToken, ValueTask<T>> method) => this;
                public Steps Writes(Func<string, Call, string> method) => this;
                public Operation Read(Func<string, Call, string> method) => new();
                public Operation Write(Action<string, Change> method) => new();
                public Operation Write(Action<string, Change, int> method) => new();
                public Operation Run(Func<string, Call, CancellationToken, Task> method) => new();
            }
        }

        namespace Mantle.Core.Modules
        {
            [AttributeUsage(AttributeTargets.Class)]
            sealed class ServiceModuleAttribute(string service) : Attribute
            {
                public string Service => service;
            }

            public sealed class Parts
            {
                public T Get<T>() => default!;
            }

            public abstract class Module
            {
                protected Parts Parts { get; } = new();
                protected abstract Operation? Create(string name);
                protected static Steps Steps(string operation, bool issuesCredentials) => new();
                protected static Operation Join<T>(T operation, Func<T, Operation> make) => make(operation);
            }
        }

        namespace Mantle.Wire.Lamps
        {
            public static class Operations
            {
                public static string GetLamp => "";
                public static string DeleteLamp => "";
            }
        }

        namespace Mantle.Lamps
        {
            [ServiceModule("Lamps")]
            public sealed partial class LampsModule : Module;
        }

        """;

    public static string Run(string source)
    {
        var (text, diagnostics, compilation) = Generate(source);
        Assert.Empty(diagnostics);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
        return text;
    }

    public static (string Text, IReadOnlyList<Diagnostic> Diagnostics, Compilation Compilation) Generate(string source)
    {
        var (driver, compilation) = Driver(source);
        var run = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _).GetRunResult();
        return (run.GeneratedTrees.Single().ToString(), run.Diagnostics, output);
    }

    public static (GeneratorDriver Driver, CSharpCompilation Compilation) Driver(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Mantle.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Lamps",
            [Parse(source)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        var driver = CSharpGeneratorDriver.Create(
            [new generators::Mantle.Generators.OperationGenerator().AsSourceGenerator()],
            parseOptions: Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)
        );
        return (driver, compilation);
    }

    public static CSharpParseOptions Options { get; } = new(LanguageVersion.Latest);

    public static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(Service + source, Options, "Lamps.cs", Encoding.UTF8);
}
