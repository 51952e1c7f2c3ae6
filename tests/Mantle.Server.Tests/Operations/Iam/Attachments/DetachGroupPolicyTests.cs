using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Attachments;

[Collection(ServerCollection.Name)]
public class DetachGroupPolicyTests(TestServer server) : DetachPolicyTests(server, "Group");
