using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

extern alias generators;


namespace Mantle.Wire.Tests;

public class OperationGeneratorTests
{
    // What the server has around its operations, in the smallest form that compiles.
    const string Server = """
        global using System;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Mantle.Server;
        global using Mantle.Server.Operations;

        namespace Mantle.Server
        {
            public sealed class Call;
            public sealed class Change;
            public sealed record Access(string Action);
        }

        namespace Mantle.Server.Operations
        {
            [AttributeUsage(AttributeTargets.Class)]
            sealed class OperationAttribute : Attribute
            {
                public bool IssuesCredentials { get; set; }
            }
        }

        """;

    const string GetCallerIdentity = """
        namespace Mantle.Server.Operations.Sts
        {
            using Mantle.Wire.Sts;

            [Operation]
            static class GetCallerIdentity
            {
                public static Access Requires(GetCallerIdentityRequest r, Call c) => new("sts:GetCallerIdentity");
                public static GetCallerIdentityResponse Execute(GetCallerIdentityRequest r, Call c) => new() { Account = "123456789012" };
            }
        }

        """;

    [Fact]
    public void An_operation_that_reads_is_found_by_service_and_name()
    {
        var table = Run(GetCallerIdentity);
        Assert.Contains("static class Sts_GetCallerIdentity", table);
        Assert.Contains("\"GetCallerIdentity\" => Sts_GetCallerIdentity.Entry,", table);
        Assert.Contains("Read = static (r, c, p) => global::Mantle.Sts.GetCallerIdentity.Execute((global::Mantle.Wire.Sts.GetCallerIdentityRequest)r, c),", table);
        Assert.Contains("public global::System.Func<object, global::Mantle.Server.Call, global::Mantle.Server.Access>? Requires", table);
    }

    [Fact]
    public void An_operation_that_changes_something_gets_the_change()
    {
        var table = Run(GetCallerIdentity + """
            namespace Mantle.Server.Operations.Iam.Users
            {
                using Mantle.Wire.Iam;

                [Operation]
                static class DeleteUser
                {
                    public static Access Requires(DeleteUserRequest r, Call c) => new("iam:DeleteUser");
                    public static void Execute(DeleteUserRequest r, Change change) { }
                }

                [Operation(IssuesCredentials = true)]
                static class CreateAccessKey
                {
                    public static Access Requires(CreateAccessKeyRequest r, Call c) => new("iam:CreateAccessKey");
                    public static CreateAccessKeyResponse Execute(CreateAccessKeyRequest r, Change change) => throw new NotSupportedException();
                }
            }
            """);
        Assert.Contains("Write = static (r, c, p) => { global::Mantle.Iam.Users.DeleteUser.Execute((global::Mantle.Wire.Iam.DeleteUserRequest)r, c); return null; },", table);
        Assert.Contains("Func<object, global::Mantle.Server.Change, object?, object?>? Write", table);
        Assert.Contains("IssuesCredentials = true,", table);
    }

    [Fact]
    public void What_is_prepared_is_the_last_argument_of_what_executes()
    {
        var table = Run("""
            namespace Mantle.Server.Operations.Iam
            {
                using Mantle.Wire.Iam;

                [Operation]
                static class CreateLoginProfile
                {
                    public sealed record Hash(string Value);
                    public static ValueTask<Hash> PrepareAsync(CreateLoginProfileRequest r, Call c, CancellationToken cancel) => new(new Hash(""));
                    public static Access Requires(CreateLoginProfileRequest r, Call c) => new("iam:CreateLoginProfile");
                    public static CreateLoginProfileResponse Execute(CreateLoginProfileRequest r, Change change, Hash hash) => throw new NotSupportedException();
                }
            }
            """);
        Assert.Contains("PrepareAsync = static async (r, c, cancel) => await", table);
        Assert.Contains("c, (global::Mantle.Server.Operations.Iam.CreateLoginProfile.Hash)p!)", table);
    }

    [Fact]
    public void Operations_may_require_and_execute_asynchronously()
    {
        var table = Run("""
            namespace Mantle.Server.Operations.Admin
            {
                using global::Mantle.Wire.Admin;

                public sealed class StreamCall;

                [Operation]
                static class ListEvents
                {
                    public static ValueTask<Access> RequiresAsync(ListEventsRequest r, Call c, CancellationToken cancel) => new(new Access("mantle:ListEvents"));
                    public static Task<ListEventsResponse> ExecuteAsync(ListEventsRequest r, StreamCall c, CancellationToken cancel) => Task.FromResult(new ListEventsResponse { Events = [] });
                }
            }
            """);
        Assert.Contains("RequiresAsync = static (r, c, cancel) =>", table);
        Assert.Contains("Func<object, global::Mantle.Server.Operations.Admin.StreamCall, object?, global::System.Threading.CancellationToken, global::System.Threading.Tasks.Task<object?>>? ExecuteAsync", table);
    }

    [Fact]
    public void S3s_operations_are_found_like_every_other()
    {
        var table = Run("""
            namespace Mantle.Server.Operations.S3.Objects
            {
                using global::Mantle.Wire.S3;

                [Operation]
                static class GetObject
                {
                    public static Access Requires(GetObjectRequest r, Call c) => new("s3:GetObject");
                    public static Task<GetObjectOutput> ExecuteAsync(GetObjectRequest r, Call c, CancellationToken cancel) => Task.FromResult(new GetObjectOutput());
                }

                [Operation]
                static class DeleteBucket
                {
                    public static Access Requires(DeleteBucketRequest r, Call c) => new("s3:DeleteBucket");
                    public static Task ExecuteAsync(DeleteBucketRequest r, Call c, CancellationToken cancel) => Task.CompletedTask;
                }
            }
            """);
        Assert.Contains("new(global::Mantle.Wire.S3.Operations.GetObject)", table);
        Assert.Contains("ExecuteAsync = static async (r, c, p, cancel) => { await global::Mantle.Server.Operations.S3.Objects.DeleteBucket.ExecuteAsync(", table);
    }

    [Fact]
    public void A_server_without_operations_has_an_empty_table()
    {
        var table = Run("");
        Assert.Contains("static OperationEntry? Iam(string operation) => operation switch", table);
        Assert.DoesNotContain(".Entry,", table);
    }

    [Theory]
    [InlineData("MANTLE101", "Mantle.Server.Operations.Nowhere", "CreateUser", "")]
    [InlineData("MANTLE101", "Mantle.Server.Operations", "CreateUser", "")]
    [InlineData("MANTLE102", "Mantle.Server.Operations.Iam", "CreateUsers", "")]
    [InlineData("MANTLE103", "Mantle.Server.Operations.Iam", "DeleteUser", "public static Access Requires(Mantle.Wire.Iam.DeleteUserRequest r, Call c) => new(\"\");")]
    [InlineData("MANTLE104", "Mantle.Server.Operations.Iam", "DeleteUser", "public static Access Requires(Mantle.Wire.Iam.GetUserRequest r, Call c) => new(\"\"); public static void Execute(Mantle.Wire.Iam.DeleteUserRequest r, Change c) { }")]
    [InlineData("MANTLE104", "Mantle.Server.Operations.Iam", "DeleteUser", "public static Access Requires(Mantle.Wire.Iam.DeleteUserRequest r, Call c) => new(\"\"); public static string Execute(Mantle.Wire.Iam.DeleteUserRequest r, Change c) => \"\";")]
    [InlineData("MANTLE104", "Mantle.Server.Operations.Iam", "DeleteUser", "public static Access Requires(Mantle.Wire.Iam.DeleteUserRequest r, Call c) => new(\"\"); static void Execute(Mantle.Wire.Iam.DeleteUserRequest r, Change c) { }")]
    [InlineData("MANTLE104", "Mantle.Server.Operations.Iam", "DeleteUser", "public static Access Requires(Mantle.Wire.Iam.DeleteUserRequest r, Call c) => new(\"\"); public static Task ExecuteAsync(Mantle.Wire.Iam.DeleteUserRequest r, Call c) => Task.CompletedTask;")]
    public void What_is_wrong_with_a_class_is_a_diagnostic_at_its_name(string id, string @namespace, string name, string members)
    {
        var source = $"namespace {@namespace} {{ [Operation] static class {name} {{ {members} }} }}";
        var diagnostics = Generate(source).Diagnostics;
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(name, (Server + source).Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void A_second_class_for_an_operation_is_refused()
    {
        var diagnostic = Assert.Single(Generate(GetCallerIdentity + GetCallerIdentity.Replace("Operations.Sts", "Operations.Sts.Again", StringComparison.Ordinal)).Diagnostics);
        Assert.Equal("MANTLE106", diagnostic.Id);
    }

    [Fact]
    public void Operations_that_disagree_on_the_type_of_the_call_are_refused()
    {
        var diagnostic = Assert.Single(Generate(GetCallerIdentity + """
            namespace Mantle.Server.Operations.Sts
            {
                using Mantle.Wire.Sts;

                [Operation]
                static class GetAccessKeyInfo
                {
                    public static Access Requires(GetAccessKeyInfoRequest r, string c) => new("sts:GetAccessKeyInfo");
                    public static GetAccessKeyInfoResponse Execute(GetAccessKeyInfoRequest r, string c) => new();
                }
            }
            """).Diagnostics);
        Assert.Equal("MANTLE105", diagnostic.Id);
    }

    [Fact]
    public void An_edit_inside_a_method_does_not_make_the_table_again()
    {
        var (driver, compilation) = Driver(GetCallerIdentity);
        driver = driver.RunGenerators(compilation);
        var edited = GetCallerIdentity.Replace("123456789012", "000000000000", StringComparison.Ordinal);
        var tree = compilation.SyntaxTrees.Single();
        var run = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, Parse(edited))).GetRunResult();
        Assert.All(
            run.Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    static string Run(string source)
    {
        var (text, diagnostics, compilation) = Generate(source);
        Assert.Empty(diagnostics);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
        return text;
    }

    static (string Text, IReadOnlyList<Diagnostic> Diagnostics, Compilation Compilation) Generate(string source)
    {
        var (driver, compilation) = Driver(source);
        var run = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _).GetRunResult();
        return (run.GeneratedTrees.Single().ToString(), run.Diagnostics, output);
    }

    static (GeneratorDriver Driver, CSharpCompilation Compilation) Driver(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Mantle.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Server", [Parse(source)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var driver = CSharpGeneratorDriver.Create(
            [new generators::Mantle.Generators.OperationGenerator().AsSourceGenerator()],
            parseOptions: Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return (driver, compilation);
    }

    static CSharpParseOptions Options { get; } = new(LanguageVersion.Latest);

    static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(Server + source, Options, "Server.cs", Encoding.UTF8);
}
