namespace Mantle.Policy.Tests;

/// <summary>The example in the library's README is this code.</summary>
public sealed class ReadmeExampleTests(ITestOutputHelper output)
{
    [Fact]
    public void Example_answers_what_the_readme_says()
    {
        var Console = new { WriteLine = (Action<object>)(line => output.WriteLine(line.ToString()!)) };
        // begin example
        var policy = CompiledPolicy.Compile(
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/${aws:username}/*"}]}
            """
        );
        var request = new EvaluationRequest
        {
            Principal = Principal.User("arn:aws:iam::111122223333:user/alice", "AIDAEXAMPLE"),
            Action = ActionName.Parse("s3:GetObject"),
            Resource = "arn:aws:s3:::photos/alice/cat.jpg",
            IdentityPolicies = [policy],
            Context = new DictionaryRequestContext { { "aws:username", "alice" } },
        };
        Console.WriteLine(PolicyEvaluator.Evaluate(request).IsAllowed); // True
        // end example
        Assert.Equal("True", output.Output.Trim());
    }

    [Fact]
    public void Readme_shows_the_example()
    {
        var source = Lines(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReadmeExampleTests.cs"))).ToList();
        var example = source[(source.IndexOf("// begin example") + 1)..source.LastIndexOf("// end example")];
        var readme = Lines(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"))).ToList();
        var start = readme.IndexOf("```csharp");
        Assert.Equal(example, readme[(start + 1)..readme.IndexOf("```", start)]);
    }

    static IEnumerable<string> Lines(string text) => text.Split('\n').Select(l => l.Trim());
}
