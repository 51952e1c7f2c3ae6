// Evaluates a request against an identity policy and a service control policy, and says why it is denied.
using Mantle.Policy;

const string IdentityPolicy = """
    {
      "Version": "2012-10-17",
      "Statement": {
        "Sid": "OwnFolder",
        "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:PutObject"],
        "Resource": "arn:aws:s3:::home/${aws:username}/*"
      }
    }
    """;
const string ControlPolicy = """
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": "*", "Resource": "*" },
        {
          "Sid": "OnlyEurope",
          "Effect": "Deny",
          "NotAction": "iam:*",
          "Resource": "*",
          "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } }
        }
      ]
    }
    """;

if (!PolicyDocument.TryParse(IdentityPolicy, out var document, out var problems))
    return Refused(problems);
if (PolicyValidator.Validate(document, PolicyType.Identity) is { Count: > 0 } invalid)
    return Refused(invalid);

var account = AccountId.Parse("123456789012");
var user = Arn.Parse("arn:aws:iam::123456789012:user/ana");
var policies = PolicySet.Create(CompiledPolicy.Compile(document, new PolicySource("OwnFolder", PolicySourceType.User)));
PolicyLevels controls =
[
    [CompiledPolicy.Compile(ControlPolicy, "Regions")],
];

Ask("arn:aws:s3:::home/ana/notes.txt", "eu-west-1");
Ask("arn:aws:s3:::home/ben/notes.txt", "eu-west-1");
Ask("arn:aws:s3:::home/ana/notes.txt", "us-east-1");
return 0;

void Ask(string resource, string region)
{
    var request = new EvaluationRequest
    {
        Principal = Principal.User(user, account, "AIDAEXAMPLEEXAMPLE"),
        Action = ActionName.Parse("s3:GetObject"),
        Resource = resource,
        Context = new DictionaryRequestContext { { "aws:username", "ana" }, { "aws:RequestedRegion", region } },
        IdentityPolicies = policies,
        ServiceControlPolicies = controls,
    };
    var explanation = PolicyEvaluator.Explain(request);
    Console.WriteLine($"{resource} from {region}: {explanation.Decision.Outcome}");
    foreach (var statement in explanation.MatchedStatements)
        Console.WriteLine($"  {statement.Layer}: {statement.Effect} {statement.Sid ?? "(no Sid)"}, line {statement.Span.Start.Line}");
    if (!explanation.Decision.IsAllowed)
        Console.WriteLine($"  {AccessDeniedMessage.Format(user, request.Action, resource, explanation.Decision)}");
}

static int Refused(IReadOnlyList<PolicyProblem> problems)
{
    foreach (var problem in problems)
        Console.Error.WriteLine($"{problem.Line}:{problem.Column} {problem.Message} {problem.Detail}");
    return 1;
}
