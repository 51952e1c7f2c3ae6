using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InlinePolicies;

[Collection(ServerCollection.Name)]
public class GetGroupPolicyTests(TestServer server) : GetPolicyTests(server, "Group");
