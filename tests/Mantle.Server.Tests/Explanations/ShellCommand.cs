using System.Text;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Operations.Organizations;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Explanations;

/// <summary>Runs a command of the AWS CLI as a shell and the CLI would: it takes the words apart and makes the call.</summary>
sealed record ShellCommand(string Service, string Action, IReadOnlyList<(string Name, string Value)> Parameters)
{
    public static ShellCommand Parse(string text)
    {
        var words = Words(text);
        Assert.Equal("aws", words[0]);
        var parameters = new List<(string, string)>();
        for (var i = 3; i < words.Count; i++)
        {
            Assert.StartsWith("--", words[i], StringComparison.Ordinal);
            var isFlag = i + 1 == words.Count || words[i + 1].StartsWith("--", StringComparison.Ordinal);
            parameters.Add((Pascal(words[i][2..]), isFlag ? "true" : words[++i]));
        }
        return new ShellCommand(words[1], Pascal(words[2]), parameters);
    }

    public string? this[string name] => Parameters.FirstOrDefault(parameter => parameter.Name == name).Value;

    public async Task RunAsync(TestClient caller)
    {
        if (Service == "organizations")
            await caller.Org(Action, new JsonObject(Parameters.Select(each => KeyValuePair.Create(each.Name, (JsonNode?)each.Value))));
        else
            await caller.CallAsync(Service, Action, [.. Parameters]);
    }

    static string Pascal(string name) => string.Concat(name.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
            switch (text[i])
            {
                case '\'':
                    for (i++; text[i] != '\''; i++)
                        word.Append(text[i]);
                    break;
                case '\\':
                    word.Append(text[++i]);
                    break;
                case ' ':
                    words.Add(word.ToString());
                    word.Clear();
                    break;
                default:
                    word.Append(text[i]);
                    break;
            }
        words.Add(word.ToString());
        return words;
    }
}
