using System.Globalization;
using System.Text;

namespace Mantle.Policy.Benchmarks;

/// <summary>Five identity policies of a number of statements, and thousands of different requests, half of them allowed.</summary>
/// <remarks>
/// Statements name one to three of 640 actions of 40 services, one in five with a wildcard, on resources of their own;
/// three in ten have a condition block, one in twenty denies, one in fifty has a variable in its resource.
/// </remarks>
sealed class Workload
{
    public const int Policies = 5;
    public const int Requests = 4096;

    static readonly string[] Verbs = ["Get", "Put", "List", "Delete", "Create", "Update", "Describe", "Tag"];
    static readonly string[] Nouns = ["Object", "Bucket"];

    static readonly Principal Caller = Principal.User("arn:aws:iam::111122223333:user/alice", "AIDAALICE");

    readonly Random random;

    Workload(int statements, int seed)
    {
        random = new Random(seed);
        Statements = statements;
    }

    public int Statements { get; }

    public required IReadOnlyList<string> Documents { get; init; }

    public EvaluationRequest[] All { get; private set; } = [];

    public double AllowedShare { get; private set; }

    public static Workload Create(int statements, int seed = 1)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, statements).Select(i => Statement.Random(i, random)).ToArray();
        var documents = rows.Chunk(Math.Max(1, statements / Policies)).Select(Document).ToArray();
        var workload = new Workload(statements, seed) { Documents = documents };
        workload.MakeRequests(rows);
        return workload;
    }

    /// <summary>Every statement is a candidate for every request, and none allows.</summary>
    public static Workload WorstCase(int statements)
    {
        var rows = Enumerable.Range(0, statements).Select(i => new Statement(false, ["*"], $"arn:aws:*:*:*:*/{i}/*x", null)).ToArray();
        var workload = new Workload(statements, 1) { Documents = [.. rows.Chunk(Math.Max(1, statements / Policies)).Select(Document)] };
        var set = workload.Compile();
        workload.All = [.. Enumerable.Range(0, 256).Select(_ => workload.Stray(set))];
        return workload;
    }

    public PolicySet Compile() =>
        PolicySet.Create(Documents.Select((d, i) => CompiledPolicy.Compile(PolicyDocument.Parse(d), new PolicySource($"policy{i}"))));

    /// <summary>One request to these policies.</summary>
    public EvaluationRequest Ask(PolicySet set) => Stray(set);

    void MakeRequests(Statement[] rows)
    {
        var set = Compile();
        var requests = new List<EvaluationRequest>(Requests);
        int allowed = 0,
            denied = 0;
        for (var tries = 0; requests.Count < Requests && tries < 100 * Requests; tries++)
        {
            // Half of the requests match a statement; the other half are random.
            var request = random.Next(2) == 0 ? Aim(rows[random.Next(rows.Length)], set) : Stray(set);
            if (PolicyEvaluator.Evaluate(request).IsAllowed)
            {
                if (allowed < Requests / 2)
                {
                    requests.Add(request);
                    allowed++;
                }
            }
            else if (denied < Requests / 2)
            {
                requests.Add(request);
                denied++;
            }
        }
        All = [.. requests];
        AllowedShare = (double)allowed / All.Length;
    }

    EvaluationRequest Aim(Statement statement, PolicySet set)
    {
        var action = statement.Actions[random.Next(statement.Actions.Length)];
        action = action == "*" ? "s3:GetObject" : action.Replace("*", "Bucket", StringComparison.Ordinal);
        return Request(
            action,
            statement.Resource.Replace("*", "a" + random.Next(100).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            set
        );
    }

    EvaluationRequest Stray(PolicySet set)
    {
        var service = "svc" + random.Next(40).ToString(CultureInfo.InvariantCulture);
        return Request(
            $"{service}:{Verbs[random.Next(Verbs.Length)]}{Nouns[random.Next(Nouns.Length)]}",
            $"arn:aws:{service}:us-east-1:111122223333:thing/{random.Next(100_000)}/other",
            set
        );
    }

    EvaluationRequest Request(string action, string resource, PolicySet set) =>
        new()
        {
            Principal = Caller,
            Action = ActionName.Parse(action),
            Resource = resource,
            ResourceAccountId = "111122223333",
            IdentityPolicies = set,
            Context = new DictionaryRequestContext
            {
                { "aws:username", "alice" },
                { "aws:userid", "AIDAALICE" },
                { "aws:PrincipalArn", "arn:aws:iam::111122223333:user/alice" },
                { "aws:PrincipalTag/team", "team" + random.Next(3).ToString(CultureInfo.InvariantCulture) },
                { "aws:SourceIp", $"203.0.113.{random.Next(256)}" },
                { "aws:SecureTransport", "true" },
                { "aws:RequestedRegion", "us-east-1" },
                { "aws:CurrentTime", "2026-01-01T00:00:00Z" },
            },
        };

    static string Document(Statement[] statements)
    {
        var text = new StringBuilder("""{"Version":"2012-10-17","Statement":[""");
        for (var i = 0; i < statements.Length; i++)
            text.Append(i == 0 ? "" : ",").Append(statements[i].Json());
        return text.Append("]}").ToString();
    }

    sealed record Statement(bool Deny, string[] Actions, string Resource, string? Condition)
    {
        public static Statement Random(int number, Random random)
        {
            var service = "svc" + random.Next(40).ToString(CultureInfo.InvariantCulture);
            var actions = Enumerable
                .Range(0, random.Next(1, 4))
                .Select(_ =>
                    random.Next(5) == 0
                        ? $"{service}:{Verbs[random.Next(Verbs.Length)]}*"
                        : $"{service}:{Verbs[random.Next(Verbs.Length)]}{Nouns[random.Next(Nouns.Length)]}"
                );
            string? condition =
                random.Next(10) >= 3
                    ? null
                    : random.Next(4) switch
                    {
                        0 => """{"StringEquals":{"aws:PrincipalTag/team":["team0","team1"]}}""",
                        1 => """{"IpAddress":{"aws:SourceIp":["203.0.113.0/25","198.51.100.0/24"]}}""",
                        2 => """{"Bool":{"aws:SecureTransport":"true"},"DateLessThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"}}""",
                        _ => """{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/al*"}}""",
                    };
            var resource =
                random.Next(50) == 0
                    ? $"arn:aws:{service}:us-east-1:111122223333:thing/${{aws:username}}/{number}/*"
                    : $"arn:aws:{service}:us-east-1:111122223333:thing/{number}/*";
            return new Statement(random.Next(20) == 0, [.. actions.Distinct()], resource, condition);
        }

        public string Json()
        {
            var action = Actions.Length == 1 ? $"\"{Actions[0]}\"" : $"[{string.Join(',', Actions.Select(a => $"\"{a}\""))}]";
            var condition = Condition is null ? "" : $",\"Condition\":{Condition}";
            return $$"""{"Effect":"{{(Deny ? "Deny" : "Allow")}}","Action":{{action}},"Resource":"{{Resource}}"{{condition}}}""";
        }
    }
}
