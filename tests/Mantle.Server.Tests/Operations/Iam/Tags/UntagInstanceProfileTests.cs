using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Tags;

[Collection(ServerCollection.Name)]
public class UntagInstanceProfileTests(TestServer server) : UntagTests(server, "InstanceProfile");
