using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Attachments;

[Collection(ServerCollection.Name)]
public class DetachUserPolicyTests(TestServer server) : DetachPolicyTests(server, "User");
